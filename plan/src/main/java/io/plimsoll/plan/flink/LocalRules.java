package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.MemoryPlan;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.ExternalResources;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.FlinkOptions;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a TaskManager inside another JVM, as a MiniCluster or an IDE starts it: sizes of
 * the process have no effect, tasks' heap is not limited, network and managed memory have defaults
 * of their own.
 */
final class LocalRules {

    /** What stands for "as much as there is": one tebibyte. */
    private static final ByteSize UNLIMITED = ByteSize.ofMebibytes(1 << 20);

    private static final ByteSize DEFAULT_MANAGED = ByteSize.ofMebibytes(128);
    private static final ByteSize DEFAULT_NETWORK = ByteSize.ofMebibytes(64);
    private static final double DEFAULT_CORES = 1_000_000;

    private final OptionReader options;
    private final FlinkOptions.TaskManager keys;
    private final Ledger ledger;

    LocalRules(OptionReader options, FlinkVersion version, Ledger ledger) {
        this.options = options;
        this.keys = FlinkOptions.of(version).taskManager();
        this.ledger = ledger;
    }

    LocalMemory derive() {
        Stream.of(
                        keys.process(),
                        keys.flink(),
                        keys.frameworkHeap(),
                        keys.frameworkOffHeap(),
                        keys.jvm().metaspace(),
                        keys.jvm().overheadMin(),
                        keys.jvm().overheadMax(),
                        keys.jvm().overheadFraction())
                .forEach(option -> ledger.noteIgnored(option, "the process is not Flink's own"));
        orDefault(TaskManagerRules.TASK_HEAP, keys.taskHeap(), UNLIMITED);
        orDefault(TaskManagerRules.TASK_OFF_HEAP, keys.taskOffHeap(), UNLIMITED);
        network();
        orDefault(TaskManagerRules.MANAGED, keys.managedSize(), DEFAULT_MANAGED);
        double cores = options.isSet(keys.cores()) ? options.decimal(keys.cores()) : DEFAULT_CORES;
        if (!(cores >= 0)) {
            throw new ConflictException(
                    Category.CORES_NOT_POSITIVE,
                    "%s=%s (expected 0 or more)".formatted(keys.cores().key(), cores),
                    List.of(options.lever(keys.cores(), Direction.REPLACE)));
        }
        // They are no memory, but Flink refuses unreadable ones.
        ExternalResources.read(options, keys.resources());
        return new LocalMemory(plan(), cores);
    }

    private void orDefault(String part, FlinkOption option, ByteSize value) {
        if (options.isSet(option)) {
            ledger.configured(part, option);
        } else {
            ledger.derived(part, List.of(option), value, "the default of local execution");
        }
    }

    private void network() {
        FlinkOption min = keys.network().min();
        FlinkOption max = keys.network().max();
        @Nullable ByteSize least = options.isSet(min) ? options.size(min) : null;
        @Nullable ByteSize most = options.isSet(max) ? options.size(max) : null;
        if (least != null && most != null && !least.equals(most)) {
            boolean below = least.compareTo(most) < 0;
            throw new ConflictException(
                    Category.NETWORK_OUT_OF_RANGE,
                    "%s=%s is not %s=%s (expected the same in local execution)"
                            .formatted(min.key(), least, max.key(), most),
                    List.of(
                            options.lever(min, below ? Direction.RAISE : Direction.LOWER),
                            options.lever(max, below ? Direction.LOWER : Direction.RAISE)));
        }
        if (least != null || most != null) {
            ledger.configured(NetworkRules.NETWORK, least != null ? min : max);
            return;
        }
        ledger.derived(
                NetworkRules.NETWORK,
                List.of(min, max),
                DEFAULT_NETWORK,
                "the default of local execution");
    }

    private MemoryPlan plan() {
        return new MemoryPlan(
                "taskmanager in another JVM",
                Stream.of(
                                TaskManagerRules.TASK_HEAP,
                                TaskManagerRules.MANAGED,
                                TaskManagerRules.TASK_OFF_HEAP,
                                NetworkRules.NETWORK)
                        .map(ledger::part)
                        .toList(),
                ledger.notes());
    }
}
