package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.MemoryPlan;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.FlinkOptions;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules for a JobManager. One derivation; not for use by several threads. */
final class JobManagerRules {

    static final String HEAP = "JVM heap";
    static final String OFF_HEAP = "off-heap";

    /** Below this Flink starts, and warns. */
    private static final ByteSize RECOMMENDED_HEAP = ByteSize.ofMebibytes(128);

    private final OptionReader options;
    private final FlinkOptions.JobManager keys;
    private final Ledger ledger;
    private final JvmRules jvm;

    JobManagerRules(OptionReader options, FlinkVersion version, Ledger ledger) {
        this.options = options;
        this.keys = FlinkOptions.of(version).jobManager();
        this.ledger = ledger;
        this.jvm = new JvmRules(options, ledger, keys.jvm(), keys.process());
    }

    JobManagerMemory derive() {
        if (options.isSet(keys.heap())) {
            fromHeap();
        } else if (options.isSet(keys.flink())) {
            ByteSize flink = options.size(keys.flink());
            heapIsRest(flink, keys.flink());
            jvm.aroundFlink(flink, List.of(options.lever(keys.flink(), Direction.LOWER)));
        } else if (options.isSet(keys.process())) {
            heapIsRest(jvm.flinkWithinProcess(), keys.process());
        } else {
            throw new ConflictException(
                    Category.NOTHING_CONFIGURED,
                    "no size is set (expected %s, or %s, or %s)"
                            .formatted(keys.process().key(), keys.flink().key(), keys.heap().key()),
                    Levers.of(
                            options,
                            Direction.RAISE,
                            List.of(keys.process(), keys.flink(), keys.heap())));
        }
        if (ledger.size(HEAP).compareTo(RECOMMENDED_HEAP) < 0) {
            ledger.note(
                    "the heap of %s is less than Flink recommends (%s)"
                            .formatted(ledger.size(HEAP), RECOMMENDED_HEAP));
        }
        return new JobManagerMemory(plan(), options.flag(keys.limitDirect()), dynamicOptions());
    }

    private void fromHeap() {
        ByteSize heap = ledger.configured(HEAP, keys.heap());
        ByteSize offHeap = options.size(keys.offHeap());
        if (!options.isSet(keys.flink())) {
            ledger.configured(OFF_HEAP, keys.offHeap());
            jvm.aroundFlink(
                    heap.plus(offHeap),
                    Levers.of(options, Direction.LOWER, List.of(keys.heap(), keys.offHeap())));
            return;
        }
        ByteSize flink = options.size(keys.flink());
        if (options.isSet(keys.offHeap())) {
            requireSum(flink, heap, offHeap);
            ledger.configured(OFF_HEAP, keys.offHeap());
        } else {
            offHeapIsRest(flink, heap, offHeap);
        }
        jvm.aroundFlink(flink, List.of(options.lever(keys.flink(), Direction.LOWER)));
    }

    private void requireSum(ByteSize flink, ByteSize heap, ByteSize offHeap) {
        ByteSize sum = heap.plus(offHeap);
        int order = sum.compareTo(flink);
        if (order != 0) {
            Direction partsDirection = order < 0 ? Direction.RAISE : Direction.LOWER;
            throw new ConflictException(
                    Category.PARTS_DIFFER_FROM_FLINK,
                    "%s=%s + %s=%s are %s, not %s=%s"
                            .formatted(
                                    keys.heap().key(),
                                    heap,
                                    keys.offHeap().key(),
                                    offHeap,
                                    sum,
                                    keys.flink().key(),
                                    flink),
                    List.of(
                            options.lever(keys.flink(), partsDirection.opposite()),
                            options.lever(keys.heap(), partsDirection),
                            options.lever(keys.offHeap(), partsDirection)));
        }
    }

    private void offHeapIsRest(ByteSize flink, ByteSize heap, ByteSize unused) {
        if (flink.compareTo(heap) < 0) {
            throw new ConflictException(
                    Category.HEAP_EXCEEDS_FLINK,
                    "%s=%s exceeds %s=%s"
                            .formatted(keys.heap().key(), heap, keys.flink().key(), flink),
                    List.of(
                            options.lever(keys.flink(), Direction.RAISE),
                            options.lever(keys.heap(), Direction.LOWER)));
        }
        ByteSize rest = flink.minus(heap);
        ledger.derived(
                OFF_HEAP,
                List.of(keys.offHeap()),
                rest,
                "what %s (%s) leaves beside the heap".formatted(keys.flink().key(), flink));
        if (!rest.equals(unused)) {
            ledger.note(
                    "the default %s of %s has no effect: heap and Flink's total are set"
                            .formatted(unused, keys.offHeap().key()));
        }
    }

    private void heapIsRest(ByteSize flink, FlinkOption total) {
        ByteSize offHeap = ledger.configured(OFF_HEAP, keys.offHeap());
        if (flink.compareTo(offHeap) <= 0) {
            List<Lever> levers =
                    Levers.joined(
                            List.of(
                                    options.lever(total, Direction.RAISE),
                                    options.lever(keys.offHeap(), Direction.LOWER)),
                            total.equals(keys.process())
                                    ? ledger.levers(
                                            Direction.LOWER,
                                            List.of(JvmRules.METASPACE, JvmRules.OVERHEAD))
                                    : List.of());
            throw new ConflictException(
                    Category.OFF_HEAP_FILLS_FLINK,
                    "Flink's memory %s leaves no heap beside %s=%s (expected more than that)"
                            .formatted(flink, keys.offHeap().key(), offHeap),
                    levers);
        }
        ledger.derived(
                HEAP,
                List.of(keys.heap()),
                flink.minus(offHeap),
                "what Flink's memory (%s) leaves beside the off-heap memory".formatted(flink));
    }

    private Map<String, String> dynamicOptions() {
        Map<String, String> fixed = new LinkedHashMap<>();
        fix(fixed, keys.heap(), HEAP);
        fix(fixed, keys.offHeap(), OFF_HEAP);
        fix(fixed, keys.jvm().metaspace(), JvmRules.METASPACE);
        fix(fixed, keys.jvm().overheadMin(), JvmRules.OVERHEAD);
        fix(fixed, keys.jvm().overheadMax(), JvmRules.OVERHEAD);
        return fixed;
    }

    private void fix(Map<String, String> fixed, FlinkOption option, String part) {
        fixed.put(option.key(), ledger.size(part).bytes() + "b");
    }

    private MemoryPlan plan() {
        return new MemoryPlan(
                "jobmanager",
                Stream.of(HEAP, OFF_HEAP, JvmRules.METASPACE, JvmRules.OVERHEAD)
                        .map(ledger::part)
                        .toList(),
                ledger.notes());
    }
}
