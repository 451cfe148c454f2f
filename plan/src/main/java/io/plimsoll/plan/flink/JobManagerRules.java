package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.MemoryPlan;
import java.util.stream.Stream;

/** The rules for a JobManager. One derivation; not for use by several threads. */
final class JobManagerRules {

    static final String HEAP = "JVM heap";
    static final String OFF_HEAP = "off-heap";

    /** Below this Flink starts, and warns. */
    private static final ByteSize RECOMMENDED_HEAP = ByteSize.ofMebibytes(128);

    private final OptionReader options;
    private final FlinkOptions.JobManager keys;
    private final Ledger ledger = new Ledger();
    private final JvmRules jvm;

    JobManagerRules(OptionReader options, FlinkOptions.JobManager keys) {
        this.options = options;
        this.keys = keys;
        this.jvm = new JvmRules(options, ledger, keys.jvm(), keys.process());
    }

    JobManagerMemory derive() {
        if (options.isSet(keys.heap())) {
            jvm.aroundFlink(flinkFromHeap());
        } else if (options.isSet(keys.flink())) {
            ByteSize flink = options.size(keys.flink());
            heapIsRest(flink, keys.flink());
            jvm.aroundFlink(flink);
        } else if (options.isSet(keys.process())) {
            heapIsRest(jvm.flinkWithinProcess(), keys.process());
        } else {
            throw Conflicts.of(
                    Category.NOTHING_CONFIGURED,
                    "no size is set (expected %s, or %s, or %s)"
                            .formatted(
                                    keys.process().key(), keys.flink().key(), keys.heap().key()),
                    keys.process(),
                    keys.flink(),
                    keys.heap());
        }
        return new JobManagerMemory(plan(), options.flag(keys.limitDirect()));
    }

    private ByteSize flinkFromHeap() {
        ByteSize heap = ledger.configured(HEAP, keys.heap(), options);
        ByteSize offHeap = options.size(keys.offHeap());
        if (!options.isSet(keys.flink())) {
            ledger.configured(OFF_HEAP, keys.offHeap(), options);
            noteSmallHeap();
            return heap.plus(offHeap);
        }
        ByteSize flink = options.size(keys.flink());
        if (options.isSet(keys.offHeap())) {
            requireSum(flink, heap, offHeap);
            ledger.configured(OFF_HEAP, keys.offHeap(), options);
        } else {
            offHeapIsRest(flink, heap, offHeap);
        }
        noteSmallHeap();
        return flink;
    }

    private void requireSum(ByteSize flink, ByteSize heap, ByteSize offHeap) {
        ByteSize sum = heap.plus(offHeap);
        if (!sum.equals(flink)) {
            throw Conflicts.of(
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
                    keys.heap(),
                    keys.offHeap(),
                    keys.flink());
        }
    }

    private void offHeapIsRest(ByteSize flink, ByteSize heap, ByteSize unused) {
        if (flink.compareTo(heap) < 0) {
            throw Conflicts.of(
                    Category.HEAP_EXCEEDS_FLINK,
                    "%s=%s exceeds %s=%s"
                            .formatted(keys.heap().key(), heap, keys.flink().key(), flink),
                    keys.heap(),
                    keys.flink());
        }
        ByteSize rest = flink.minus(heap);
        ledger.derived(
                OFF_HEAP,
                keys.offHeap(),
                rest,
                "what %s (%s) leaves beside the heap".formatted(keys.flink().key(), flink));
        if (!rest.equals(unused)) {
            ledger.note(
                    "the default %s of %s has no effect: heap and Flink's total are set"
                            .formatted(unused, keys.offHeap().key()));
        }
    }

    private void heapIsRest(ByteSize flink, FlinkOption total) {
        ByteSize offHeap = ledger.configured(OFF_HEAP, keys.offHeap(), options);
        if (flink.compareTo(offHeap) <= 0) {
            throw Conflicts.of(
                    Category.OFF_HEAP_FILLS_FLINK,
                    "Flink's memory %s leaves no heap beside %s=%s (expected more than that)"
                            .formatted(flink, keys.offHeap().key(), offHeap),
                    total,
                    keys.offHeap());
        }
        ledger.derived(
                HEAP,
                keys.heap(),
                flink.minus(offHeap),
                "what Flink's memory (%s) leaves beside the off-heap memory".formatted(flink));
        noteSmallHeap();
    }

    private void noteSmallHeap() {
        if (ledger.size(HEAP).compareTo(RECOMMENDED_HEAP) < 0) {
            ledger.note(
                    "the heap of %s is less than Flink recommends (%s)"
                            .formatted(ledger.size(HEAP), RECOMMENDED_HEAP));
        }
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
