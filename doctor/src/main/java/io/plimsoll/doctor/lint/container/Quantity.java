package io.plimsoll.doctor.lint.container;

import io.plimsoll.plan.ByteSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount of memory as Kubernetes writes it.
 *
 * @param bytes rounded up
 * @param problem what is wrong with it; null if nothing is
 * @param meant what was probably meant; empty if that can't be told
 */
record Quantity(long bytes, @Nullable String problem, String meant) {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,9})?)\\s*([a-zA-Z]*)(?:[eE]([0-9]{1,2}))?");

    private static final Map<String, BigDecimal> SUFFIXES =
            Map.ofEntries(
                    Map.entry("", BigDecimal.ONE),
                    Map.entry("m", new BigDecimal("0.001")),
                    Map.entry("k", BigDecimal.TEN.pow(3)),
                    Map.entry("M", BigDecimal.TEN.pow(6)),
                    Map.entry("G", BigDecimal.TEN.pow(9)),
                    Map.entry("T", BigDecimal.TEN.pow(12)),
                    Map.entry("P", BigDecimal.TEN.pow(15)),
                    Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
                    Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
                    Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
                    Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
                    Map.entry("Pi", BigDecimal.valueOf(1L << 50)));

    /** Nobody means less. */
    private static final long MIN_BYTES = 1 << 20;

    /** Whether there are bytes that can be compared. */
    boolean isKnown() {
        return bytes >= MIN_BYTES;
    }

    static Quantity parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return new Quantity(0, "is no quantity (expected one such as 2Gi or 512Mi)", "");
        }
        String number = matcher.group(1);
        String suffix = matcher.group(2);
        BigDecimal factor = SUFFIXES.get(suffix);
        String meant = suffix.isEmpty() ? "" : number + binary(suffix);
        if (factor == null) {
            String problem =
                    "is no quantity: there is no suffix " + suffix + " (expected Mi or Gi)";
            return new Quantity(0, problem, SUFFIXES.containsKey(binary(suffix)) ? meant : "");
        }
        int exponent = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        BigDecimal bytes =
                new BigDecimal(number)
                        .multiply(factor)
                        .scaleByPowerOfTen(exponent)
                        .setScale(0, RoundingMode.CEILING);
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return new Quantity(0, "is more than there is", "");
        }
        long whole = bytes.longValue();
        if (suffix.equals("m")) {
            return new Quantity(
                    0, "are thousandths of a byte, %d in all".formatted(whole), number + "Mi");
        }
        return whole < MIN_BYTES
                ? new Quantity(0, "is %d bytes".formatted(whole), number + unitOf(whole))
                : new Quantity(whole, null, "");
    }

    /** What a number without a unit was meant in: nobody means a few mebibytes. */
    private static String unitOf(long number) {
        return number < 64 ? "Gi" : "Mi";
    }

    /**
     * Reads a size as Compose writes it: b, k, m, g, and their forms with a b, in steps of 1024.
     */
    static Quantity ofCompose(String text) {
        try {
            return new Quantity(ByteSize.parse(text).bytes(), null, "");
        } catch (IllegalArgumentException notASize) {
            return new Quantity(0, "is no size (expected one such as 512m or 2g)", "");
        }
    }

    /** {@code Mi} for {@code mb}, and so on. */
    private static String binary(String suffix) {
        return Character.toUpperCase(suffix.charAt(0)) + "i";
    }

    /** A whole number of mebibytes, or bytes. */
    static String ofBytes(long bytes) {
        if (bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "Gi";
        }
        return bytes % MIN_BYTES == 0 ? (bytes >> 20) + "Mi" : String.valueOf(bytes);
    }
}
