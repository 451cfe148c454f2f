package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.FlinkOptions;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.flink.option.OptionReader;
import io.plimsoll.plan.flink.option.RetiredOptions;
import java.util.List;

/** The rules for the network's buffers: a fraction, what is left, or, before 2.0, a number. */
final class NetworkRules {

    static final String NETWORK = "network";

    private static final ByteSize MIN_SEGMENT = new ByteSize(4096);

    private final OptionReader options;
    private final Ledger ledger;
    private final FlinkOptions.Network keys;
    private final boolean counted;

    NetworkRules(
            OptionReader options, Ledger ledger, FlinkOptions.Network keys, FlinkVersion version) {
        this.options = options;
        this.ledger = ledger;
        this.keys = keys;
        boolean sized =
                options.isSet(keys.min())
                        || options.isSet(keys.max())
                        || options.isSet(keys.fraction());
        boolean read = RetiredOptions.areReadBy(version);
        this.counted = read && !sized && options.isSet(keys.buffers());
        if (!counted) {
            ledger.noteIgnored(
                    keys.buffers(),
                    read
                            ? "the network's size is set"
                            : "Flink "
                                    + version
                                    + " sizes the network by "
                                    + keys.fraction().key());
        }
    }

    /** Derives it from the whole that includes it. */
    void of(ByteSize whole, String wholeName) {
        if (counted) {
            enter(countedSize(), countedReason());
            return;
        }
        SizeRange range = range();
        enter(range.of(whole), range.ruleOf(whole, wholeName));
    }

    /** Derives it from what it comes on top of. */
    void onTopOf(ByteSize rest, String restName) {
        if (counted) {
            enter(countedSize(), countedReason());
            return;
        }
        SizeRange range = range();
        enter(range.onTopOf(rest), range.ruleOnTopOf(rest, restName));
    }

    /**
     * Takes what others left.
     *
     * @param raisers what would raise it
     */
    void isRest(ByteSize rest, ByteSize flink, List<Lever> raisers) {
        if (counted) {
            requireCounted(rest, raisers);
        } else {
            range().require(
                            rest,
                            Category.NETWORK_OUT_OF_RANGE,
                            "Flink's memory %s beside its other parts".formatted(flink),
                            raisers);
            ledger.noteIgnored(keys.fraction(), "the network is what Flink's memory leaves");
        }
        enter(rest, "what Flink's memory (%s) leaves beside its other parts".formatted(flink));
    }

    private void requireCounted(ByteSize rest, List<Lever> raisers) {
        ByteSize size = countedSize();
        int order = rest.compareTo(size);
        if (order != 0) {
            throw new ConflictException(
                    Category.NETWORK_OUT_OF_RANGE,
                    "%s is what is left of Flink's memory: %s (expected %s, %s)"
                            .formatted(NETWORK, rest, size, countedReason()),
                    Levers.joined(
                            order < 0 ? raisers : Levers.opposite(raisers),
                            List.of(options.lever(keys.buffers(), Direction.REPLACE))));
        }
    }

    private ByteSize countedSize() {
        int buffers = options.integer(keys.buffers());
        long segmentBytes = segment().bytes();
        if (buffers < 0) {
            throw options.unreadable(keys.buffers(), "expected 0 or more");
        }
        return new ByteSize(buffers * segmentBytes);
    }

    private ByteSize segment() {
        ByteSize segment = options.size(keys.segment());
        boolean fits =
                segment.compareTo(MIN_SEGMENT) >= 0
                        && segment.bytes() <= Integer.MAX_VALUE
                        && Long.bitCount(segment.bytes()) == 1;
        if (!fits) {
            throw options.unreadable(keys.segment(), "expected a power of two from " + MIN_SEGMENT);
        }
        return segment;
    }

    private String countedReason() {
        return "%s buffers (%s) of %s"
                .formatted(
                        options.valueOf(keys.buffers().key()),
                        keys.buffers().key(),
                        options.size(keys.segment()));
    }

    private void enter(ByteSize size, String reason) {
        List<FlinkOption> sources =
                counted
                        ? List.of(keys.buffers())
                        : List.of(keys.fraction(), keys.min(), keys.max());
        ledger.derived(NETWORK, sources, size, reason);
    }

    private SizeRange range() {
        return SizeRange.read(
                NETWORK, new SizeRange.Source(options, keys.min(), keys.max(), keys.fraction()));
    }
}
