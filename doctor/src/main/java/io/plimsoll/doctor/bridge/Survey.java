package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.jvm.BufferPools;
import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.jvm.OwnedRange;
import io.plimsoll.doctor.jvm.RangeOwner;
import io.plimsoll.doctor.process.AddressRange;
import io.plimsoll.doctor.process.ContainerMemory;
import io.plimsoll.doctor.process.ProcessFiles;
import io.plimsoll.doctor.process.ResidentPages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a bridge of what the operating system and the JVM say. For one thread. */
public final class Survey {

    private static final long BYTES_PER_KB = 1024;
    private static final long USUAL_STACK_KB = 1024;

    private final ProcessFiles files;
    private final JvmReport jvm;
    private final List<String> notes = new ArrayList<>();

    /** Begins. */
    public Survey(ProcessFiles files, JvmReport jvm) {
        this.files = files;
        this.jvm = jvm;
    }

    /**
     * Reads the mappings, and finds what each is for.
     *
     * @param container the control group
     * @param asking asks for the buffers; only then, as being asked makes the process grow
     * @throws IOException if the process ended meanwhile
     */
    public Bridge make(Optional<ContainerMemory> container, Supplier<Optional<BufferPools>> asking)
            throws IOException {
        Tally tally = new Tally();
        Map<String, String> status;
        long stackBytes = jvm.sizeFlag("ThreadStackSize").orElse(USUAL_STACK_KB) * BYTES_PER_KB;
        StackShapes stacks = new StackShapes(files.stackPointers(), stackBytes);
        try (ResidentPages pages = ResidentPages.of(files)) {
            Attribution attribution = new Attribution(index(), stacks, pages, tally);
            files.eachMapping("smaps", attribution::accept);
            attribution.end();
            status = files.status();
        }
        long counted = kilobytes(status.get("VmRSS"));
        tally.add(PartKind.UNACCOUNTED, Math.max(0, counted - tally.sum()));
        note(tally, container);
        Optional<BufferPools> buffers = asking.get();
        List<Part> parts = new PartList(tally, jvm, buffers).parts();
        return new Bridge(
                files.pid(),
                (int) number(status.get("Threads")),
                container,
                tally.sum(),
                parts,
                tally.malloc(),
                jvm,
                buffers,
                notes);
    }

    /** Of what is known twice, what the JVM says of the smaller thing counts. */
    private RangeIndex index() throws IOException {
        RangeIndex index = new RangeIndex();
        files.eachMapping(
                "maps",
                mapping -> {
                    AddressRange range = FileNames.plimsollRange(mapping);
                    if (range != null) {
                        index.add(PartKind.PLIMSOLL, range);
                    }
                });
        jvm.ranges().stream()
                .filter(owned -> owned.owner() != RangeOwner.OTHER)
                .sorted(Comparator.comparing(OwnedRange::owner))
                .forEach(owned -> index.add(kindOf(owned.owner()), owned.range()));
        return index;
    }

    private static PartKind kindOf(RangeOwner owner) {
        return switch (owner) {
            case HEAP -> PartKind.HEAP;
            case CLASS_DATA -> PartKind.LIBRARIES;
            case CLASS_SPACE -> PartKind.CLASS_SPACE;
            case METASPACE -> PartKind.METASPACE;
            case CODE -> PartKind.CODE;
            case STACK -> PartKind.STACKS;
            case GC -> PartKind.GC;
            case OTHER -> PartKind.OTHER;
        };
    }

    private void note(Tally tally, Optional<ContainerMemory> container) {
        if (tally.heapViews() > 1) {
            notes.add(
                    "the collector has the heap mapped %d times, and the kernel counts a page in each: the"
                                    .formatted(tally.heapViews())
                            + " resident set is larger than what the container counts");
        }
        if (tally.hugetlbBytes() > 0) {
            notes.add(
                    "%d MiB are in reserved huge pages, which are no part of the resident set"
                            .formatted(tally.hugetlbBytes() >> 20));
        }
        if (tally.unsplitBytes() > 0) {
            notes.add(
                    "%d MiB in mappings of several owners are divided by size: pagemap can't be read"
                            .formatted(tally.unsplitBytes() >> 20));
        }
        if (container.isPresent() && container.get().processes() > 1) {
            notes.add(
                    "the control group has %d processes, which share its limit"
                            .formatted(container.get().processes()));
        }
    }

    private static long kilobytes(@Nullable String text) {
        return number(text) * BYTES_PER_KB;
    }

    private static long number(@Nullable String text) {
        String digits = text == null ? "" : text.replaceAll("\\D.*", "");
        return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits);
    }
}
