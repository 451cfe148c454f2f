package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.jvm.JvmFigure;
import io.plimsoll.doctor.jvm.JvmReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Says a bridge in the lines that rules look for. What is unknown has no line. */
public final class BridgeLines {

    private BridgeLines() {}

    /** Returns the lines. */
    public static List<String> of(Bridge bridge) {
        List<String> lines = new ArrayList<>();
        container(bridge, lines);
        limits(bridge, lines);
        MallocArenas malloc = bridge.malloc();
        lines.add(
                "bridge arenas: count=%d arenaBytes=%d resident=%d"
                        .formatted(malloc.arenas(), malloc.arenaBytes(), bridge.residentBytes()));
        lines.add(
                "bridge stacks: threads=%d stackBytes=%d resident=%d"
                        .formatted(
                                bridge.threads(),
                                resident(bridge, PartKind.STACKS),
                                bridge.residentBytes()));
        lines.add(
                "bridge unowned: unownedBytes=%d resident=%d"
                        .formatted(unowned(bridge), bridge.residentBytes()));
        full("direct", bridge.part(PartKind.DIRECT), lines);
        metaspace(bridge.jvm(), lines);
        return lines;
    }

    private static long resident(Bridge bridge, PartKind kind) {
        return bridge.part(kind).residentBytes();
    }

    private static long unowned(Bridge bridge) {
        return resident(bridge, PartKind.OTHER) + resident(bridge, PartKind.UNACCOUNTED);
    }

    /** The collector may have the heap mapped more than once: a group counts a page once. */
    private static void container(Bridge bridge, List<String> lines) {
        OptionalLong limit = limit(bridge);
        if (limit.isEmpty()) {
            return;
        }
        OptionalLong usage = bridge.container().orElseThrow().usageBytes();
        long resident = Math.min(bridge.residentBytes(), usage.orElse(Long.MAX_VALUE));
        Part largest =
                bridge.parts().stream()
                        .filter(part -> part.kind() != PartKind.HEAP)
                        .max(Comparator.comparingLong(Part::residentBytes))
                        .orElseThrow();
        lines.add(
                "bridge container: limit=%d resident=%d heap=%d largest=%d of %s"
                        .formatted(
                                limit.getAsLong(),
                                resident,
                                Math.min(resident, resident(bridge, PartKind.HEAP)),
                                largest.residentBytes(),
                                largest.kind().label()));
    }

    private static OptionalLong limit(Bridge bridge) {
        return bridge.container().isPresent()
                ? bridge.container().get().limitBytes()
                : OptionalLong.empty();
    }

    /** What the parts may grow to: their limits if somebody set them, or else what they are now. */
    private static void limits(Bridge bridge, List<String> lines) {
        OptionalLong limit = limit(bridge);
        OptionalLong heap = bridge.jvm().sizeFlag("MaxHeapSize");
        if (limit.isEmpty() || heap.isEmpty()) {
            return;
        }
        long direct =
                bridge.jvm()
                        .sizeFlag("MaxDirectMemorySize")
                        .orElse(resident(bridge, PartKind.DIRECT));
        long classes =
                bridge.jvm()
                        .sizeFlag("MaxMetaspaceSize")
                        .orElse(
                                resident(bridge, PartKind.METASPACE)
                                        + resident(bridge, PartKind.CLASS_SPACE));
        long rest =
                LongStream.of(
                                resident(bridge, PartKind.CODE),
                                resident(bridge, PartKind.STACKS),
                                resident(bridge, PartKind.GC),
                                resident(bridge, PartKind.PLIMSOLL),
                                resident(bridge, PartKind.MALLOC),
                                unowned(bridge))
                        .sum();
        lines.add(
                "bridge limits: limit=%d heapMax=%d directMax=%d classesMax=%d rest=%d"
                        .formatted(limit.getAsLong(), heap.getAsLong(), direct, classes, rest));
    }

    private static void full(String name, Part part, List<String> lines) {
        if (part.committedBytes().isPresent() && part.limitBytes().isPresent()) {
            lines.add(
                    "bridge %s: used=%d limit=%d"
                            .formatted(
                                    name,
                                    part.committedBytes().getAsLong(),
                                    part.limitBytes().getAsLong()));
        }
    }

    private static void metaspace(JvmReport jvm, List<String> lines) {
        OptionalLong limit = jvm.sizeFlag("MaxMetaspaceSize");
        OptionalLong rest = jvm.figure(JvmFigure.METASPACE_COMMITTED);
        if (limit.isPresent() && rest.isPresent()) {
            long used = rest.getAsLong() + jvm.figure(JvmFigure.CLASS_SPACE_COMMITTED).orElse(0);
            lines.add("bridge metaspace: used=%d limit=%d".formatted(used, limit.getAsLong()));
        }
    }
}
