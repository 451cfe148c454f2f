package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.MemoryPlan;
import java.util.stream.Stream;

/** The rules for a TaskManager. One derivation; not for use by several threads. */
final class TaskManagerRules {

    static final String FRAMEWORK_HEAP = "framework heap";
    static final String TASK_HEAP = "task heap";
    static final String MANAGED = "managed";
    static final String FRAMEWORK_OFF_HEAP = "framework off-heap";
    static final String TASK_OFF_HEAP = "task off-heap";
    static final String NETWORK = "network";

    private final OptionReader options;
    private final FlinkOptions.TaskManager keys;
    private final Ledger ledger = new Ledger();
    private final JvmRules jvm;

    TaskManagerRules(OptionReader options, FlinkOptions.TaskManager keys) {
        this.options = options;
        this.keys = keys;
        this.jvm = new JvmRules(options, ledger, keys.jvm(), keys.process());
    }

    TaskManagerMemory derive() {
        if (options.isSet(keys.taskHeap()) && options.isSet(keys.managedSize())) {
            jvm.aroundFlink(flinkFromParts());
        } else if (options.isSet(keys.flink())) {
            ByteSize flink = options.size(keys.flink());
            divide(flink, keys.flink());
            jvm.aroundFlink(flink);
        } else if (options.isSet(keys.process())) {
            divide(jvm.flinkWithinProcess(), keys.process());
        } else {
            throw Conflicts.of(
                    Category.NOTHING_CONFIGURED,
                    "no size is set (expected %s, or %s, or %s and %s)"
                            .formatted(
                                    keys.process().key(),
                                    keys.flink().key(),
                                    keys.taskHeap().key(),
                                    keys.managedSize().key()),
                    keys.process(),
                    keys.flink(),
                    keys.taskHeap(),
                    keys.managedSize());
        }
        double cores = cores();
        return new TaskManagerMemory(plan(), cores, options.integer(keys.slots()));
    }

    /** Task heap and managed memory are given: the network comes on top, or is what is left. */
    private ByteSize flinkFromParts() {
        ledger.configured(TASK_HEAP, keys.taskHeap(), options);
        ledger.configured(MANAGED, keys.managedSize(), options);
        fixedParts();
        if (options.isSet(keys.flink())) {
            ByteSize flink = options.size(keys.flink());
            networkIsRest(flink, keys.flink());
            return flink;
        }
        ByteSize rest = withoutNetwork();
        SizeRange network = networkRange();
        ledger.derived(
                NETWORK,
                keys.networkFraction(),
                network.onTopOf(rest),
                network.ruleOnTopOf(rest, "Flink's other memory"));
        return rest.plus(ledger.size(NETWORK));
    }

    /** Flink's memory is known: its parts are fractions, and one of them is what is left. */
    private void divide(ByteSize flink, FlinkOption total) {
        fixedParts();
        if (options.isSet(keys.taskHeap())) {
            ledger.configured(TASK_HEAP, keys.taskHeap(), options);
            managed(flink);
            networkIsRest(flink, total);
            return;
        }
        managed(flink);
        SizeRange network = networkRange();
        ledger.derived(
                NETWORK,
                keys.networkFraction(),
                network.of(flink),
                network.ruleOf(flink, "Flink's memory"));
        ByteSize rest =
                ledger.rest(
                        total,
                        flink,
                        Category.PARTS_EXCEED_FLINK,
                        FRAMEWORK_HEAP,
                        FRAMEWORK_OFF_HEAP,
                        TASK_OFF_HEAP,
                        MANAGED,
                        NETWORK);
        ledger.derived(
                TASK_HEAP,
                keys.taskHeap(),
                rest,
                "what Flink's memory (%s) leaves beside its other parts".formatted(flink));
    }

    private void fixedParts() {
        ledger.configured(FRAMEWORK_HEAP, keys.frameworkHeap(), options);
        ledger.configured(FRAMEWORK_OFF_HEAP, keys.frameworkOffHeap(), options);
        ledger.configured(TASK_OFF_HEAP, keys.taskOffHeap(), options);
    }

    private void managed(ByteSize flink) {
        if (options.isSet(keys.managedSize())) {
            ledger.configured(MANAGED, keys.managedSize(), options);
            return;
        }
        SizeRange managed = SizeRange.unlimited(options, MANAGED, keys.managedFraction());
        ledger.derived(
                MANAGED,
                keys.managedFraction(),
                managed.of(flink),
                managed.ruleOf(flink, "Flink's memory"));
    }

    private ByteSize withoutNetwork() {
        return ledger.sum(FRAMEWORK_HEAP, FRAMEWORK_OFF_HEAP, TASK_HEAP, TASK_OFF_HEAP, MANAGED);
    }

    private void networkIsRest(ByteSize flink, FlinkOption total) {
        ByteSize rest =
                ledger.rest(
                        total,
                        flink,
                        Category.PARTS_EXCEED_FLINK,
                        FRAMEWORK_HEAP,
                        FRAMEWORK_OFF_HEAP,
                        TASK_HEAP,
                        TASK_OFF_HEAP,
                        MANAGED);
        networkRange().require(rest, Category.NETWORK_OUT_OF_RANGE, "Flink's memory " + flink);
        ledger.derived(
                NETWORK,
                keys.networkFraction(),
                rest,
                "what Flink's memory (%s) leaves beside its other parts".formatted(flink));
    }

    private SizeRange networkRange() {
        return SizeRange.read(
                options, NETWORK, keys.networkMin(), keys.networkMax(), keys.networkFraction());
    }

    private double cores() {
        double cores =
                options.isSet(keys.cores())
                        ? options.decimal(keys.cores())
                        : options.integer(keys.slots());
        if (cores <= 0) {
            throw Conflicts.of(
                    Category.CORES_NOT_POSITIVE,
                    "%s=%s (expected more than 0)".formatted(keys.cores().key(), cores),
                    keys.cores(),
                    keys.slots());
        }
        return cores;
    }

    private MemoryPlan plan() {
        return new MemoryPlan(
                "taskmanager",
                Stream.of(
                                FRAMEWORK_HEAP,
                                TASK_HEAP,
                                MANAGED,
                                FRAMEWORK_OFF_HEAP,
                                TASK_OFF_HEAP,
                                NETWORK,
                                JvmRules.METASPACE,
                                JvmRules.OVERHEAD)
                        .map(ledger::part)
                        .toList(),
                ledger.notes());
    }
}
