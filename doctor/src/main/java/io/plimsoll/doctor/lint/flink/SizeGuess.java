package io.plimsoll.doctor.lint.flink;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value was meant to be that is none. */
final class SizeGuess {

    private static final Pattern SIZE =
            Pattern.compile("[\"']?\\s*(\\d{1,9}(?:[.,]\\d{1,6})?)\\s*([kmgt])i?b?\\s*[\"']?");

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2})\\s*%");

    private static final String UNITS = "kmgt";
    private static final int STEP = 1024;

    private SizeGuess() {}

    /** A size as Flink reads it; empty if it can't be told. */
    static String of(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return "";
        }
        BigDecimal number = new BigDecimal(matcher.group(1).replace(',', '.'));
        int unit = UNITS.indexOf(matcher.group(2));
        if (number.stripTrailingZeros().scale() > 0 && unit > 0) {
            number = number.multiply(BigDecimal.valueOf(STEP));
            unit--;
        }
        return number.setScale(0, RoundingMode.HALF_UP).toPlainString() + UNITS.charAt(unit);
    }

    /** A fraction; empty if it can't be told. */
    static String fraction(String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        return matcher.matches()
                ? new BigDecimal(matcher.group(1)).movePointLeft(2).toPlainString()
                : "";
    }
}
