package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.bridge.RangeIndex.Piece;
import io.plimsoll.doctor.process.AddressRange;
import io.plimsoll.doctor.process.Mapping;
import io.plimsoll.doctor.process.ResidentPages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the part that each mapping of a process belongs to. For one thread.
 *
 * <p>In this order: what a file's name says; whose addresses they are; the shape of a stack, of an
 * arena of glibc, of the data of a library. The kernel merges neighbours of the same kind: a
 * mapping with several owners is divided by which of its pages are resident.
 */
final class Attribution {

    /** HEAP_MAX_SIZE of glibc's arena.c, on 64 bits: arenas grow in heaps that are so aligned. */
    private static final long ARENA_HEAP_BYTES = 64 << 20;

    /** Data of a library that its file does not hold comes right behind it, and is small. */
    private static final long MAX_LIBRARY_DATA_BYTES = 16 << 20;

    private final RangeIndex index;
    private final StackShapes stacks;
    private final ResidentPages pages;
    private final Tally tally;
    private @Nullable Mapping below;
    private @Nullable Mapping waiting;

    Attribution(RangeIndex index, StackShapes stacks, ResidentPages pages, Tally tally) {
        this.index = index;
        this.stacks = stacks;
        this.pages = pages;
        this.tally = tally;
    }

    /** Takes a mapping; they come in the order of addresses. */
    void accept(Mapping mapping) {
        decide(mapping);
        below = waiting;
        waiting = mapping;
    }

    /** Decides on the last one. */
    void end() {
        decide(null);
        waiting = null;
    }

    private void decide(@Nullable Mapping above) {
        Mapping mapping = waiting;
        if (mapping == null || mapping.isForbidden()) {
            return;
        }
        tally.hugetlb(mapping.hugetlbBytes());
        PartKind named = FileNames.kindOf(mapping);
        if (named != null) {
            PartKind owner = index.at(mapping.range().start());
            // archives keep objects too, which are mapped right into the heap
            whole(owner == PartKind.HEAP ? owner : named, mapping);
        } else {
            anonymous(mapping, above);
        }
    }

    private void whole(PartKind kind, Mapping mapping) {
        tally.add(kind, mapping.residentBytes());
        tally.swap(kind, mapping.swapBytes());
        tally.mapped(kind, mapping.range().sizeBytes());
        if (mapping.name().equals("[heap]")) {
            tally.brk(mapping.residentBytes());
        }
        if (kind == PartKind.HEAP && FileNames.isHeap(mapping) && mapping.residentBytes() > 0) {
            tally.heapView();
        }
    }

    private void anonymous(Mapping mapping, @Nullable Mapping above) {
        List<Piece> pieces = new ArrayList<>(index.within(mapping.range()));
        if (pieces.isEmpty()) {
            AddressRange stack = stacks.stackOf(below, mapping);
            if (stack != null) {
                pieces.add(new Piece(PartKind.STACKS, stack));
            }
        }
        long owned = pieces.stream().mapToLong(piece -> piece.range().sizeBytes()).sum();
        boolean single =
                pieces.stream().map(Piece::kind).distinct().count() == 1
                        && owned == mapping.range().sizeBytes();
        if (single) {
            whole(pieces.getFirst().kind(), mapping);
        } else if (pieces.isEmpty()) {
            rest(mapping, above, mapping.residentBytes());
            tally.swap(restKind(mapping, above), mapping.swapBytes());
        } else {
            divide(mapping, above, pieces);
        }
    }

    private void divide(Mapping mapping, @Nullable Mapping above, List<Piece> pieces) {
        long left = mapping.residentBytes();
        for (Piece piece : pieces) {
            long resident = pages.residentBytes(piece.range());
            if (resident < 0) {
                double share = (double) piece.range().sizeBytes() / mapping.range().sizeBytes();
                resident = (long) (mapping.residentBytes() * share);
                tally.unsplit(resident);
            }
            // pages come and go between the two readings
            resident = Math.min(resident, left);
            tally.add(piece.kind(), resident);
            tally.mapped(piece.kind(), piece.range().sizeBytes());
            left -= resident;
        }
        long owned = pieces.stream().mapToLong(piece -> piece.range().sizeBytes()).sum();
        if (owned == mapping.range().sizeBytes()) {
            tally.add(pieces.getLast().kind(), left);
        } else {
            rest(mapping, above, left);
        }
        tally.swap(pieces.getFirst().kind(), mapping.swapBytes());
    }

    private void rest(Mapping mapping, @Nullable Mapping above, long bytes) {
        PartKind kind = restKind(mapping, above);
        tally.add(kind, bytes);
        if (kind == PartKind.MALLOC) {
            long sizeBytes = mapping.range().sizeBytes();
            int heaps = (int) ((sizeBytes + ARENA_HEAP_BYTES - 1) / ARENA_HEAP_BYTES);
            tally.arena(heaps, bytes, sizeBytes);
            tally.mapped(kind, sizeBytes);
        } else if (kind == PartKind.OTHER && bytes > 0) {
            tally.mapped(kind, mapping.range().sizeBytes());
            tally.unowned(mapping);
        }
    }

    private PartKind restKind(Mapping mapping, @Nullable Mapping above) {
        if (isArena(mapping, above)) {
            return PartKind.MALLOC;
        }
        Mapping before = below;
        boolean behindLibrary =
                before != null
                        && before.range().end() == mapping.range().start()
                        && FileNames.kindOf(before) == PartKind.LIBRARIES
                        && mapping.range().sizeBytes() <= MAX_LIBRARY_DATA_BYTES;
        return behindLibrary ? PartKind.LIBRARIES : PartKind.OTHER;
    }

    /** Starts where a heap does, and forbidden addresses follow to where it ends. */
    private static boolean isArena(Mapping mapping, @Nullable Mapping above) {
        if (mapping.name().contains("malloc")) {
            return true;
        }
        AddressRange range = mapping.range();
        if (range.start() % ARENA_HEAP_BYTES != 0 || mapping.isExecutable()) {
            return false;
        }
        long end = (range.end() + ARENA_HEAP_BYTES - 1) & -ARENA_HEAP_BYTES;
        return end == range.end()
                || (above != null
                        && above.isForbidden()
                        && !above.file()
                        && above.range().start() == range.end()
                        && above.range().end() >= end);
    }
}
