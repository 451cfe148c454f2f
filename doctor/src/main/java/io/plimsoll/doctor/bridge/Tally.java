package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.process.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sums up what belongs to which part. For one thread. */
final class Tally {

    /** Of mappings without an owner the largest are named. */
    private static final int MAX_LARGEST = 3;

    private final Map<PartKind, Long> residentBytes = new EnumMap<>(PartKind.class);
    private final Map<PartKind, Long> swapBytes = new EnumMap<>(PartKind.class);
    private final Map<PartKind, Long> mappedBytes = new EnumMap<>(PartKind.class);
    private final List<Mapping> largest = new ArrayList<>();
    private long hugetlbBytes;
    private long brkBytes;
    private long arenaBytes;
    private long arenaClaimedBytes;
    private int arenas;
    private int heapViews;
    private long unsplitBytes;

    void add(PartKind kind, long bytes) {
        residentBytes.merge(kind, bytes, Long::sum);
    }

    void swap(PartKind kind, long bytes) {
        swapBytes.merge(kind, bytes, Long::sum);
    }

    /** Counts addresses, be they resident or not. */
    void mapped(PartKind kind, long bytes) {
        mappedBytes.merge(kind, bytes, Long::sum);
    }

    void hugetlb(long bytes) {
        hugetlbBytes += bytes;
    }

    void brk(long bytes) {
        brkBytes += bytes;
    }

    void arena(int heaps, long resident, long claimed) {
        arenas += heaps;
        arenaBytes += resident;
        arenaClaimedBytes += claimed;
    }

    /** Counts a view of the heap: collectors map it more than once. */
    void heapView() {
        heapViews++;
    }

    /** Counts what was divided by size, as the kernel does not tell of pages. */
    void unsplit(long bytes) {
        unsplitBytes += bytes;
    }

    void unowned(Mapping mapping) {
        largest.add(mapping);
        if (largest.size() > MAX_LARGEST) {
            largest.sort(Comparator.comparingLong(Mapping::residentBytes).reversed());
            largest.removeLast();
        }
    }

    /** Moves what is there, up to a number of bytes, and returns how many were moved. */
    long move(PartKind from, PartKind to, long bytes) {
        long moved = Math.min(bytes, resident(from));
        add(from, -moved);
        add(to, moved);
        return moved;
    }

    long resident(PartKind kind) {
        return residentBytes.getOrDefault(kind, 0L);
    }

    long swapped(PartKind kind) {
        return swapBytes.getOrDefault(kind, 0L);
    }

    long mapped(PartKind kind) {
        return mappedBytes.getOrDefault(kind, 0L);
    }

    long sum() {
        return residentBytes.values().stream().mapToLong(Long::longValue).sum();
    }

    MallocArenas malloc() {
        return new MallocArenas(brkBytes, arenas, arenaBytes, arenaClaimedBytes);
    }

    List<Mapping> largest() {
        largest.sort(Comparator.comparingLong(Mapping::residentBytes).reversed());
        return List.copyOf(largest);
    }

    long hugetlbBytes() {
        return hugetlbBytes;
    }

    int heapViews() {
        return heapViews;
    }

    long unsplitBytes() {
        return unsplitBytes;
    }
}
