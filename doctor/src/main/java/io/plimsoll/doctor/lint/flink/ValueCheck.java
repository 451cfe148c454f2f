package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KnownKey;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.function.Consumer;

/** Looks for values that an option does not take. */
final class ValueCheck {

    /** Nobody means less where megabytes are usual. */
    private static final long MIN_BYTES = 1 << 20;

    private static final long MIN_SEGMENT_BYTES = 4096;

    private final KeyCatalogue catalogue;
    private final FlinkVersion version;
    private final Consumer<LintFinding> findings;
    private boolean readable = true;

    ValueCheck(KeyCatalogue catalogue, FlinkVersion version, Consumer<LintFinding> findings) {
        this.catalogue = catalogue;
        this.version = version;
        this.findings = findings;
    }

    /** Whether all values could be read. */
    boolean allReadable() {
        return readable;
    }

    void check(WrittenOption option) {
        KnownKey known = catalogue.find(option.key());
        if (known == null || !known.isReadBy(version)) {
            return;
        }
        switch (known.kind()) {
            case SIZE -> size(option, known);
            case FRACTION -> fraction(option);
            case COUNT -> count(option);
            case NUMBER -> number(option);
            case FLAG -> flag(option);
            case DURATION, MAP, TEXT -> {}
        }
    }

    private void size(WrittenOption option, KnownKey known) {
        ByteSize size;
        try {
            size = ByteSize.parse(option.value());
        } catch (IllegalArgumentException notASize) {
            String meant = SizeGuess.of(option.value());
            unreadable(
                    option,
                    "a whole number with one of the units b, k, m, g, t, such as 1728m",
                    meant);
            return;
        }
        if (isSegment(known.key())) {
            segment(option, size);
        } else if (hasNoUnit(option.value()) && size.bytes() > 0 && size.bytes() < MIN_BYTES) {
            LintFinding finding =
                    LintFinding.of(
                            LintRule.VALUE_UNIT,
                            option.valuePlace(),
                            "%s: %s are %s bytes, as there is no unit"
                                    .formatted(option.key(), option.value(), size.bytes()),
                            "write %sm, if mebibytes are meant".formatted(option.value().strip()));
            findings.accept(
                    option.exact()
                            ? finding.replacing(option.valuePlace(), option.value().strip() + "m")
                            : finding);
        }
    }

    private static boolean isSegment(String key) {
        return key.equals("taskmanager.memory.segment-size");
    }

    private void segment(WrittenOption option, ByteSize size) {
        if (size.bytes() < MIN_SEGMENT_BYTES || Long.bitCount(size.bytes()) != 1) {
            long nearest = Long.highestOneBit(Math.max(MIN_SEGMENT_BYTES, size.bytes()));
            range(option, "a power of two of at least 4k", new ByteSize(nearest).exact());
        }
    }

    private static boolean hasNoUnit(String value) {
        return value.strip().chars().allMatch(Character::isDigit);
    }

    private void fraction(WrittenOption option) {
        try {
            float value = Float.parseFloat(option.value());
            boolean ratio = option.key().startsWith("state.");
            boolean inRange = value >= 0 && (ratio ? value <= 1 : value < 1);
            if (!inRange) {
                range(
                        option,
                        "0 or more and less than 1",
                        value > 1 && value < 100 ? decimal(value / 100) : "");
            }
        } catch (NumberFormatException notANumber) {
            unreadable(option, "a number such as 0.1", SizeGuess.fraction(option.value()));
        }
    }

    private static String decimal(float value) {
        return String.valueOf(value);
    }

    private void count(WrittenOption option) {
        try {
            int count = Integer.parseInt(option.value().strip());
            if (option.key().equals("taskmanager.numberOfTaskSlots") && count < 1) {
                range(option, "1 or more", "1");
            }
        } catch (NumberFormatException notANumber) {
            unreadable(option, "a whole number", "");
        }
    }

    private void number(WrittenOption option) {
        try {
            double number = Double.parseDouble(option.value());
            if (!(number > 0)) {
                range(option, "more than 0", "");
            }
        } catch (NumberFormatException notANumber) {
            unreadable(option, "a number such as 2.0", "");
        }
    }

    private void flag(WrittenOption option) {
        String value = option.value().strip();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            boolean yes = value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("on");
            boolean no = value.equalsIgnoreCase("no") || value.equalsIgnoreCase("off");
            unreadable(option, "true or false", yes ? "true" : no ? "false" : "");
        }
    }

    private void unreadable(WrittenOption option, String expected, String meant) {
        readable = false;
        report(LintRule.VALUE_TYPE, option, expected, meant);
    }

    private void range(WrittenOption option, String expected, String meant) {
        report(LintRule.VALUE_RANGE, option, expected, meant);
    }

    private void report(LintRule rule, WrittenOption option, String expected, String meant) {
        String message = "%s: '%s' (expected %s)".formatted(option.key(), option.value(), expected);
        LintFinding finding =
                meant.isEmpty()
                        ? LintFinding.of(rule, option.valuePlace(), message)
                        : LintFinding.of(rule, option.valuePlace(), message, "write " + meant);
        findings.accept(
                meant.isEmpty() || !option.exact()
                        ? finding
                        : finding.replacing(option.valuePlace(), meant));
    }
}
