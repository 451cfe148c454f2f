package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.jvm.BufferPools;
import io.plimsoll.doctor.jvm.JvmFigure;
import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.jvm.NativeUse;
import io.plimsoll.doctor.process.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Says of each part what is known. For one thread. */
final class PartList {

    private static final OptionalLong NONE = OptionalLong.empty();
    private static final String ASK =
            "the JVM did not answer jcmd: run this as its user, and not with -XX:+DisableAttachMechanism";
    private static final String TRACK =
            "start the JVM with -XX:NativeMemoryTracking=detail to have it located";

    private final Tally tally;
    private final JvmReport jvm;
    private final Optional<BufferPools> buffers;
    private final boolean answered;

    PartList(Tally tally, JvmReport jvm, Optional<BufferPools> buffers) {
        this.tally = tally;
        this.jvm = jvm;
        this.buffers = buffers;
        this.answered = jvm.isAnswered();
    }

    /** Returns all parts, in the order of their kinds. */
    List<Part> parts() {
        // first, as it takes from others
        Part direct = direct();
        List<Part> parts = new ArrayList<>();
        parts.add(heap());
        parts.add(metaspace());
        parts.add(classSpace());
        parts.add(code());
        parts.add(stacks());
        parts.add(gc());
        parts.add(direct);
        parts.add(mapped());
        parts.add(
                measured(PartKind.LIBRARIES, NONE, NONE, "smaps: files that are run or read", ""));
        parts.add(plimsoll());
        parts.add(malloc());
        parts.add(other());
        parts.add(
                new Part(
                        PartKind.UNACCOUNTED,
                        Basis.DERIVED,
                        tally.resident(PartKind.UNACCOUNTED),
                        NONE,
                        NONE,
                        0,
                        "what /proc/PID/status counts beyond smaps",
                        ""));
        return parts;
    }

    private Part measured(
            PartKind kind,
            OptionalLong committed,
            OptionalLong limit,
            String source,
            String advice) {
        return part(kind, Basis.MEASURED, committed, limit, source, advice);
    }

    private Part part(
            PartKind kind,
            Basis basis,
            OptionalLong committed,
            OptionalLong limit,
            String source,
            String advice) {
        return new Part(
                kind,
                basis,
                tally.resident(kind),
                committed,
                limit,
                tally.swapped(kind),
                source,
                advice);
    }

    /** A part that only the JVM can locate. */
    private Part located(PartKind kind, OptionalLong committed, OptionalLong limit, String source) {
        boolean known = answered || tally.resident(kind) > 0;
        return known
                ? measured(kind, committed, limit, source, "")
                : part(kind, Basis.UNKNOWN, NONE, NONE, "in other anonymous", ASK);
    }

    private Part heap() {
        return located(
                PartKind.HEAP,
                jvm.figure(JvmFigure.HEAP_COMMITTED),
                jvm.sizeFlag("MaxHeapSize"),
                "smaps at the heap's addresses (VM.info), limit -Xmx");
    }

    private Part metaspace() {
        return located(
                PartKind.METASPACE,
                jvm.figure(JvmFigure.METASPACE_COMMITTED),
                jvm.sizeFlag("MaxMetaspaceSize"),
                "smaps at the nodes of VM.metaspace, limit MaxMetaspaceSize (class space with it)");
    }

    private Part classSpace() {
        return located(
                PartKind.CLASS_SPACE,
                jvm.figure(JvmFigure.CLASS_SPACE_COMMITTED),
                jvm.sizeFlag("CompressedClassSpaceSize"),
                "smaps at its addresses (VM.info), limit CompressedClassSpaceSize");
    }

    private Part code() {
        return located(
                PartKind.CODE,
                jvm.figure(JvmFigure.CODE_COMMITTED),
                jvm.sizeFlag("ReservedCodeCacheSize"),
                "smaps at the bounds of code heaps (VM.info), limit ReservedCodeCacheSize");
    }

    private Part stacks() {
        return measured(
                PartKind.STACKS,
                OptionalLong.of(tally.mapped(PartKind.STACKS)),
                NONE,
                "smaps, by their guard pages and the threads' stack pointers",
                "");
    }

    private Part gc() {
        NativeUse tracked = jvm.tracked().get("GC");
        if (!answered) {
            return part(PartKind.GC, Basis.UNKNOWN, NONE, NONE, "in other anonymous", ASK);
        }
        return tracked == null
                ? measured(
                        PartKind.GC,
                        NONE,
                        NONE,
                        "smaps at the card table and mark bitmaps (VM.info) alone",
                        "other tables are in other anonymous and malloc; " + TRACK)
                : measured(
                        PartKind.GC,
                        OptionalLong.of(tracked.committedBytes()),
                        NONE,
                        "smaps at its addresses; committed as native memory tracking has it",
                        "");
    }

    /**
     * The JDK fills direct buffers with zeros, so that they are resident. The large ones are
     * mappings of their own, the others in malloc's.
     */
    private Part direct() {
        OptionalLong limit = jvm.sizeFlag("MaxDirectMemorySize");
        if (limit.isEmpty()) {
            limit = jvm.sizeFlag("MaxHeapSize");
        }
        if (buffers.isPresent()) {
            long used = buffers.get().directBytes();
            long moved = tally.move(PartKind.OTHER, PartKind.DIRECT, used);
            tally.move(PartKind.MALLOC, PartKind.DIRECT, used - moved);
            return part(
                    PartKind.DIRECT,
                    Basis.DERIVED,
                    OptionalLong.of(used),
                    limit,
                    "BufferPool bean (%d buffers), resident since filled with zeros; limit MaxDirectMemorySize, or else -Xmx"
                            .formatted(buffers.get().directCount()),
                    "");
        }
        NativeUse other = jvm.tracked().get("Other");
        OptionalLong tracked = other == null ? NONE : OptionalLong.of(other.committedBytes());
        return part(
                PartKind.DIRECT,
                Basis.UNKNOWN,
                tracked,
                limit,
                other == null
                        ? "in other anonymous and malloc"
                        : "in other anonymous and malloc; committed is Other of native memory tracking",
                "run without --no-agent, as the JVM's user");
    }

    private Part mapped() {
        String counted =
                buffers.map(pools ->
                                ", of which %d are mapped buffers".formatted(pools.mappedCount()))
                        .orElse("");
        return measured(
                PartKind.MAPPED,
                OptionalLong.of(tally.mapped(PartKind.MAPPED)),
                NONE,
                "smaps: files but libraries, and shared memory" + counted,
                "");
    }

    private Part plimsoll() {
        return measured(
                PartKind.PLIMSOLL,
                tally.mapped(PartKind.PLIMSOLL) == 0
                        ? NONE
                        : OptionalLong.of(tally.mapped(PartKind.PLIMSOLL)),
                NONE,
                "smaps at the ranges that Plimsoll names",
                "");
    }

    private Part malloc() {
        MallocArenas arenas = tally.malloc();
        long own =
                jvm.tracked().entrySet().stream()
                        .filter(category -> !category.getKey().equals("Other"))
                        .mapToLong(category -> category.getValue().mallocBytes())
                        .sum();
        String tracked =
                own == 0 ? "" : "; %.1f MiB of it are the JVM's own".formatted(own / 0x1p20);
        return measured(
                PartKind.MALLOC,
                OptionalLong.of(tally.mapped(PartKind.MALLOC)),
                NONE,
                "smaps: brk and %d arena heaps of glibc%s".formatted(arenas.arenas(), tracked),
                own == 0
                        ? TRACK.replace("detail to have it located", "summary to have it divided")
                        : "");
    }

    /** A mapping that is larger than what is left here turned out to be of direct buffers. */
    private Part other() {
        long left = tally.resident(PartKind.OTHER);
        String largest =
                tally.largest().stream()
                        .filter(mapping -> mapping.residentBytes() <= left)
                        .map(PartList::shown)
                        .collect(Collectors.joining(", "));
        return measured(
                PartKind.OTHER,
                NONE,
                NONE,
                "smaps: no owner is known; large blocks of malloc and of native libraries"
                        + (largest.isEmpty() ? "" : "; the largest: " + largest),
                jvm.tracked().isEmpty() ? TRACK : "");
    }

    private static String shown(Mapping mapping) {
        return "%.1f MiB at %x"
                .formatted(mapping.residentBytes() / 0x1p20, mapping.range().start());
    }
}
