package io.plimsoll.doctor.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** The metrics of a process that tell of its memory, by the names that Flink gives them. */
final class MemoryMetrics {

    private static final String GC = "Status.JVM.GarbageCollector.All.TimeMsPerSecond";
    private static final String REQUESTED = "Status.Shuffle.Netty.RequestedMemoryUsage";

    private static final Map<MemoryKind, String> USED =
            Map.of(
                    MemoryKind.HEAP, "Status.JVM.Memory.Heap.Used",
                    MemoryKind.METASPACE, "Status.JVM.Memory.Metaspace.Used",
                    MemoryKind.DIRECT, "Status.JVM.Memory.Direct.MemoryUsed",
                    MemoryKind.NETWORK, "Status.Shuffle.Netty.UsedMemory",
                    MemoryKind.MANAGED, "Status.Flink.Memory.Managed.Used");

    /** The metric of direct buffers has no limit, only what is allocated. */
    private static final Map<MemoryKind, String> LIMIT =
            Map.of(
                    MemoryKind.HEAP, "Status.JVM.Memory.Heap.Max",
                    MemoryKind.METASPACE, "Status.JVM.Memory.Metaspace.Max",
                    MemoryKind.NETWORK, "Status.Shuffle.Netty.TotalMemory",
                    MemoryKind.MANAGED, "Status.Flink.Memory.Managed.Total");

    private static final double MILLIS_PER_SECOND = 1000;

    private MemoryMetrics() {}

    /** What to ask for: the value of a query's field. */
    static String query() {
        List<String> all = new ArrayList<>(USED.values().stream().sorted().toList());
        LIMIT.values().stream().sorted().forEach(all::add);
        all.add(GC);
        all.add(REQUESTED);
        return "get=" + String.join(",", all);
    }

    /**
     * Makes figures of metrics.
     *
     * @param metrics a metric's value, or nothing
     */
    static MemoryUse of(Function<String, OptionalDouble> metrics) {
        OptionalDouble gc = metrics.apply(GC);
        OptionalDouble requested = metrics.apply(REQUESTED);
        return new MemoryUse(
                bytes(USED, metrics),
                bytes(LIMIT, metrics),
                gc.isPresent()
                        ? OptionalDouble.of(Math.min(1, gc.getAsDouble() / MILLIS_PER_SECOND))
                        : OptionalDouble.empty(),
                requested.isPresent()
                        ? OptionalLong.of((long) requested.getAsDouble())
                        : OptionalLong.empty());
    }

    private static Map<MemoryKind, Long> bytes(
            Map<MemoryKind, String> names, Function<String, OptionalDouble> metrics) {
        Map<MemoryKind, Long> bytes = new EnumMap<>(MemoryKind.class);
        names.forEach((kind, name) ->
                metrics.apply(name).ifPresent(value -> bytes.put(kind, (long) value)));
        return bytes;
    }
}
