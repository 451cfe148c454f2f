package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text. */
final class Numbers {

    /** So many digits of a variance don't depend on the order in which values were added. */
    private static final MathContext ORDERLESS = new MathContext(12, RoundingMode.HALF_EVEN);

    private Numbers() {}

    static void write(boolean present, double value, RowOutput out) throws IOException {
        if (present) {
            out.column(Double.toString(value));
        } else {
            out.empty();
        }
    }

    /** A decimal without zeros at its end. */
    static void write(boolean present, BigDecimal value, RowOutput out) throws IOException {
        if (present) {
            out.column(text(value));
        } else {
            out.empty();
        }
    }

    static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** A number whose last digits depend on the order of what it is computed of: without those. */
    static double orderless(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(ORDERLESS).doubleValue()
                : value;
    }
}
