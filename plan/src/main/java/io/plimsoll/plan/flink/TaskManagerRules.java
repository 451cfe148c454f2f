package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.MemoryPlan;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.ExternalResources;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.FlinkOptions;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules for a TaskManager. One derivation; not for use by several threads. */
final class TaskManagerRules {

    static final String FRAMEWORK_HEAP = "framework heap";
    static final String TASK_HEAP = "task heap";
    static final String MANAGED = "managed";
    static final String FRAMEWORK_OFF_HEAP = "framework off-heap";
    static final String TASK_OFF_HEAP = "task off-heap";

    private static final String NETWORK = NetworkRules.NETWORK;

    private final OptionReader options;
    private final FlinkVersion version;
    private final FlinkOptions.TaskManager keys;
    private final Ledger ledger;
    private final NetworkRules network;
    private final JvmRules jvm;

    TaskManagerRules(OptionReader options, FlinkVersion version, Ledger ledger) {
        this.options = options;
        this.version = version;
        this.keys = FlinkOptions.of(version).taskManager();
        this.ledger = ledger;
        this.network = new NetworkRules(options, ledger, keys.network(), version);
        this.jvm = new JvmRules(options, ledger, keys.jvm(), keys.process());
    }

    TaskManagerMemory derive() {
        if (options.isSet(keys.taskHeap()) && options.isSet(keys.managedSize())) {
            fromParts();
        } else if (options.isSet(keys.flink())) {
            ByteSize flink = options.size(keys.flink());
            divide(flink, keys.flink());
            jvm.aroundFlink(flink, List.of(options.lever(keys.flink(), Direction.LOWER)));
        } else if (options.isSet(keys.process())) {
            divide(jvm.flinkWithinProcess(), keys.process());
        } else {
            throw nothingConfigured();
        }
        double cores = cores();
        int slots = options.integer(keys.slots());
        ExternalResources resources = ExternalResources.read(options, keys.resources());
        return new TaskManagerMemory(plan(), cores, slots, dynamicOptions(cores, slots, resources));
    }

    private ConflictException nothingConfigured() {
        List<FlinkOption> missing =
                Stream.of(keys.process(), keys.flink(), keys.taskHeap(), keys.managedSize())
                        .filter(option -> !options.isSet(option))
                        .toList();
        return new ConflictException(
                Category.NOTHING_CONFIGURED,
                "no size is set (expected %s, or %s, or %s and %s)"
                        .formatted(
                                keys.process().key(),
                                keys.flink().key(),
                                keys.taskHeap().key(),
                                keys.managedSize().key()),
                Levers.of(options, Direction.RAISE, missing));
    }

    /** Task heap and managed memory are given: the network comes on top, or is what is left. */
    private void fromParts() {
        ledger.configured(TASK_HEAP, keys.taskHeap());
        ledger.configured(MANAGED, keys.managedSize());
        ledger.noteIgnored(keys.managedFraction(), keys.managedSize().key() + " is set");
        fixedParts();
        if (options.isSet(keys.flink())) {
            ByteSize flink = options.size(keys.flink());
            networkIsRest(flink, keys.flink());
            jvm.aroundFlink(flink, List.of(options.lever(keys.flink(), Direction.LOWER)));
            return;
        }
        List<String> others =
                List.of(FRAMEWORK_HEAP, FRAMEWORK_OFF_HEAP, TASK_HEAP, TASK_OFF_HEAP, MANAGED);
        ByteSize rest = ledger.sum(others);
        network.onTopOf(rest, "Flink's other memory");
        List<Lever> lowerers =
                Levers.joined(
                        ledger.levers(Direction.LOWER, others),
                        ledger.levers(Direction.LOWER, List.of(NETWORK)));
        jvm.aroundFlink(rest.plus(ledger.size(NETWORK)), lowerers);
    }

    /** Flink's memory is known: its parts are fractions, and one of them is what is left. */
    private void divide(ByteSize flink, FlinkOption total) {
        fixedParts();
        if (options.isSet(keys.taskHeap())) {
            ledger.configured(TASK_HEAP, keys.taskHeap());
            managed(flink);
            networkIsRest(flink, total);
            return;
        }
        managed(flink);
        network.of(flink, "Flink's memory");
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
                List.of(keys.taskHeap()),
                rest,
                "what Flink's memory (%s) leaves beside its other parts".formatted(flink));
    }

    private void fixedParts() {
        ledger.configured(FRAMEWORK_HEAP, keys.frameworkHeap());
        ledger.configured(FRAMEWORK_OFF_HEAP, keys.frameworkOffHeap());
        ledger.configured(TASK_OFF_HEAP, keys.taskOffHeap());
    }

    private void managed(ByteSize flink) {
        if (options.isSet(keys.managedSize())) {
            ledger.configured(MANAGED, keys.managedSize());
            ledger.noteIgnored(keys.managedFraction(), keys.managedSize().key() + " is set");
            return;
        }
        double fraction = options.fraction(keys.managedFraction());
        SizeRange.requireFraction(MANAGED, options, keys.managedFraction(), fraction);
        ledger.derived(
                MANAGED,
                List.of(keys.managedFraction()),
                flink.times(fraction),
                "%s of Flink's memory (%s)".formatted(Float.toString((float) fraction), flink));
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
        List<Lever> raisers =
                Levers.joined(
                        List.of(options.lever(total, Direction.RAISE)),
                        ledger.levers(
                                Direction.LOWER,
                                List.of(
                                        TASK_HEAP,
                                        MANAGED,
                                        TASK_OFF_HEAP,
                                        FRAMEWORK_HEAP,
                                        FRAMEWORK_OFF_HEAP)));
        network.isRest(rest, flink, raisers);
    }

    private double cores() {
        double cores =
                options.isSet(keys.cores())
                        ? options.decimal(keys.cores())
                        : options.integer(keys.slots());
        if (!(cores > 0)) {
            boolean own = options.isSet(keys.cores());
            Lever lever =
                    own
                            ? options.lever(keys.cores(), Direction.REPLACE)
                            : options.lever(keys.slots(), Direction.RAISE);
            throw new ConflictException(
                    Category.CORES_NOT_POSITIVE,
                    "%s=%s (expected more than 0)".formatted(lever.option(), lever.now()),
                    List.of(lever));
        }
        return cores;
    }

    private Map<String, String> dynamicOptions(
            double cores, int slots, ExternalResources resources) {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put(keys.cores().key(), String.valueOf(cores));
        fix(fixed, keys.frameworkHeap(), FRAMEWORK_HEAP);
        fix(fixed, keys.frameworkOffHeap(), FRAMEWORK_OFF_HEAP);
        fix(fixed, keys.taskHeap(), TASK_HEAP);
        fix(fixed, keys.taskOffHeap(), TASK_OFF_HEAP);
        fix(fixed, keys.network().min(), NETWORK);
        fix(fixed, keys.network().max(), NETWORK);
        fix(fixed, keys.managedSize(), MANAGED);
        fix(fixed, keys.jvm().metaspace(), JvmRules.METASPACE);
        fix(fixed, keys.jvm().overheadMin(), JvmRules.OVERHEAD);
        fix(fixed, keys.jvm().overheadMax(), JvmRules.OVERHEAD);
        fixed.put(keys.slots().key(), String.valueOf(slots));
        resources.addTo(fixed, keys.resources(), version);
        return fixed;
    }

    private void fix(Map<String, String> fixed, FlinkOption option, String part) {
        fixed.put(option.key(), ledger.size(part).bytes() + "b");
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
