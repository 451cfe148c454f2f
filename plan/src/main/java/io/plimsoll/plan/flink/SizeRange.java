package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import java.util.List;

/**
 * A part that is a fraction of something, within a range.
 *
 * @param what the part's name
 * @param options the options of minimum, maximum and fraction
 * @param min the least
 * @param max the most
 * @param fraction of the whole: 0 to below 1
 */
record SizeRange(
        String what, List<FlinkOption> options, ByteSize min, ByteSize max, double fraction) {

    /** Reads a range; the options are minimum, maximum and fraction. */
    static SizeRange read(
            OptionReader options,
            String what,
            FlinkOption minOption,
            FlinkOption maxOption,
            FlinkOption fractionOption) {
        ByteSize min = options.size(minOption);
        ByteSize max = options.size(maxOption);
        double fraction = options.fraction(fractionOption);
        return checked(
                new SizeRange(
                        what, List.of(minOption, maxOption, fractionOption), min, max, fraction));
    }

    /** Reads a fraction of any size. */
    static SizeRange unlimited(OptionReader options, String what, FlinkOption fractionOption) {
        return checked(
                new SizeRange(
                        what,
                        List.of(fractionOption),
                        ByteSize.ZERO,
                        ByteSize.MAX,
                        options.fraction(fractionOption)));
    }

    private static SizeRange checked(SizeRange range) {
        if (range.min.compareTo(range.max) > 0) {
            throw range.conflict(
                    Category.INCONSISTENT_RANGE,
                    "%s: the minimum %s exceeds the maximum %s"
                            .formatted(range.what, range.min, range.max));
        }
        if (!(range.fraction >= 0 && range.fraction < 1)) {
            throw range.conflict(
                    Category.INCONSISTENT_RANGE,
                    "%s: fraction=%s (expected 0 or more and less than 1)"
                            .formatted(range.what, range.fraction));
        }
        return range;
    }

    /** The part of a whole that includes it. */
    ByteSize of(ByteSize whole) {
        return whole.times(fraction).clamp(min, max);
    }

    /** The part that comes on top of the rest. */
    ByteSize onTopOf(ByteSize rest) {
        return rest.times(fraction / (1 - fraction)).clamp(min, max);
    }

    /**
     * Checks a part that is what others left.
     *
     * @throws ConflictException of a category if it is out of range
     */
    void require(ByteSize left, Category category, String leftOf) {
        if (left.compareTo(max) > 0 || left.compareTo(min) < 0) {
            throw conflict(
                    category,
                    "%s is what is left of %s: %s (expected %s to %s)"
                            .formatted(what, leftOf, left, min, max));
        }
    }

    String ruleOf(ByteSize whole, String wholeName) {
        return limited(whole.times(fraction), "%s of %s (%s)", wholeName, whole);
    }

    String ruleOnTopOf(ByteSize rest, String restName) {
        return limited(
                rest.times(fraction / (1 - fraction)),
                "so much that it is %s of the sum with %s (%s)",
                restName,
                rest);
    }

    private String limited(ByteSize relative, String form, String baseName, ByteSize base) {
        String rule = form.formatted(Float.toString((float) fraction), baseName, base);
        if (relative.compareTo(max) > 0) {
            return rule + ", cut to the maximum " + max;
        }
        return relative.compareTo(min) < 0 ? rule + ", raised to the minimum " + min : rule;
    }

    private ConflictException conflict(Category category, String message) {
        return new ConflictException(
                new Conflict(category, message, options.stream().map(FlinkOption::key).toList()));
    }
}
