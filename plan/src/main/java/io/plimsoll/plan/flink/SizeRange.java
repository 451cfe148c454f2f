package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A part that is a fraction of something, within a range.
 *
 * @param what the part's name
 * @param source the options that say so
 * @param min the least
 * @param max the most
 * @param fraction of the whole: 0 to below 1
 */
record SizeRange(String what, Source source, ByteSize min, ByteSize max, double fraction) {

    /** The options of minimum, maximum and fraction, and where they are read. */
    record Source(OptionReader reader, FlinkOption min, FlinkOption max, FlinkOption fraction) {

        List<FlinkOption> options() {
            return List.of(min, max, fraction);
        }
    }

    /** Reads a range. */
    static SizeRange read(String what, Source source) {
        ByteSize min = source.reader.size(source.min);
        ByteSize max = source.reader.size(source.max);
        double fraction = source.reader.fraction(source.fraction);
        if (min.compareTo(max) > 0) {
            throw new ConflictException(
                    Category.INCONSISTENT_RANGE,
                    "%s: %s=%s exceeds %s=%s"
                            .formatted(what, source.min.key(), min, source.max.key(), max),
                    List.of(
                            source.reader.lever(source.min, Direction.LOWER),
                            source.reader.lever(source.max, Direction.RAISE)));
        }
        requireFraction(what, source.reader, source.fraction, fraction);
        return new SizeRange(what, source, min, max, fraction);
    }

    /**
     * Checks a fraction.
     *
     * @throws ConflictException if it is not 0 or more and less than 1
     */
    static void requireFraction(
            String what, OptionReader reader, FlinkOption option, double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            Direction direction =
                    fraction < 0
                            ? Direction.RAISE
                            : fraction >= 1 ? Direction.LOWER : Direction.REPLACE;
            throw new ConflictException(
                    Category.INCONSISTENT_RANGE,
                    "%s: %s=%s (expected 0 or more and less than 1)"
                            .formatted(what, option.key(), Float.toString((float) fraction)),
                    List.of(reader.lever(option, direction)));
        }
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
     * @param raisers what would raise it
     * @throws ConflictException of a category if it is out of range
     */
    void require(ByteSize left, Category category, String leftOf, List<Lever> raisers) {
        boolean tooSmall = left.compareTo(min) < 0;
        if (!tooSmall && left.compareTo(max) <= 0) {
            return;
        }
        List<Lever> levers = new ArrayList<>();
        if (tooSmall) {
            levers.addAll(raisers);
            levers.add(source.reader.lever(source.min, Direction.LOWER));
        } else {
            raisers.forEach(raiser -> levers.add(Levers.opposite(raiser)));
            levers.add(source.reader.lever(source.max, Direction.RAISE));
        }
        throw new ConflictException(
                category,
                "%s is what is left of %s: %s (expected %s to %s, by %s and %s)"
                        .formatted(
                                what, leftOf, left, min, max, source.min.key(), source.max.key()),
                levers);
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
}
