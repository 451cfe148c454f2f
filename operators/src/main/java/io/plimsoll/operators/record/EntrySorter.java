package io.plimsoll.operators.record;

/**
 * Sorts the entries of an {@link EntryIndex} by the records that they stand for.
 *
 * <p><em>Method.</em> Entries are sorted by their prefix word: large groups by American flag sort
 * on the first byte in which the group differs (McIlroy, Bostic and McIlroy, "Engineering Radix
 * Sort", 1993), middling ones by three-way quicksort, small ones by insertion. Where a whole group
 * has the same word, the records' longest common prefix is skipped in one step and the words are
 * read anew behind it (the caching of Ng and Kakehi, "Cache Efficient Radix Sort for String
 * Sorting", 2007), so that long common prefixes and equal records cost one pass. A bad choice of
 * pivots ends in heap sort.
 *
 * <p>Afterwards the prefix words are no longer those of the records' starts. Not thread-safe.
 */
public final class EntrySorter {

    private static final int INSERTION_MAX_ENTRIES = 24;

    /** Above this a pass over 256 counters costs less than the comparisons that it saves. */
    private static final int QUICKSORT_MAX_ENTRIES = 2048;

    /** Nested partitions until pivots count as bad; balanced ones of 2^31 entries need 31. */
    private static final int MAX_DEPTH = 96;

    private static final int RADIX = 256;

    private final EntryIndex entries;
    private final RecordHeap heap;
    private final RecordOrder order;
    private final RecordComparison comparison;

    public EntrySorter(EntryIndex entries, RecordHeap heap, RecordOrder order) {
        this.entries = entries;
        this.heap = heap;
        this.order = order;
        this.comparison = new RecordComparison(heap, order);
    }

    /** Sorts all entries, whose words are those of the records' first bytes. */
    public void sort() {
        sort(0, entries.size(), 0, MAX_DEPTH);
    }

    /** Sorts the entries from {@code low} to before {@code high}; words start at {@code offset}. */
    private void sort(int low, int high, long offset, int depth) {
        int count = high - low;
        if (count <= INSERTION_MAX_ENTRIES) {
            insertionSort(low, high, offset);
        } else if (depth == 0) {
            heapSort(low, high, offset);
        } else if (count <= QUICKSORT_MAX_ENTRIES) {
            quicksort(low, high, offset, depth);
        } else {
            radixSort(low, high, offset, depth);
        }
    }

    private void insertionSort(int low, int high, long offset) {
        for (int i = low + 1; i < high; i++) {
            long word = entries.prefixWord(i);
            long record = entries.recordAddress(i);
            int gap = i;
            while (gap > low && isLess(word, record, gap - 1, offset)) {
                entries.set(gap, entries.prefixWord(gap - 1), entries.recordAddress(gap - 1));
                gap--;
            }
            entries.set(gap, word, record);
        }
    }

    private boolean isLess(long word, long record, int other, long offset) {
        long otherWord = entries.prefixWord(other);
        if (word != otherWord) {
            return Long.compareUnsigned(word, otherWord) < 0;
        }
        return comparison.compare(record, entries.recordAddress(other), offset) < 0;
    }

    private void quicksort(int low, int high, long offset, int depth) {
        long pivot = medianWord(low, high);
        int less = low;
        int greater = high;
        int i = low;
        while (i < greater) {
            int compared = Long.compareUnsigned(entries.prefixWord(i), pivot);
            if (compared < 0) {
                entries.swap(i++, less++);
            } else if (compared > 0) {
                entries.swap(i, --greater);
            } else {
                i++;
            }
        }
        sort(low, less, offset, depth - 1);
        sortEqualWords(less, greater, offset, depth - 1);
        sort(greater, high, offset, depth - 1);
    }

    private long medianWord(int low, int high) {
        long first = entries.prefixWord(low);
        long middle = entries.prefixWord((low + high) >>> 1);
        long last = entries.prefixWord(high - 1);
        long smaller = minUnsigned(first, middle);
        long larger = first ^ middle ^ smaller;
        return minUnsigned(larger, Long.compareUnsigned(smaller, last) > 0 ? smaller : last);
    }

    private static long minUnsigned(long left, long right) {
        return Long.compareUnsigned(left, right) < 0 ? left : right;
    }

    private void radixSort(int low, int high, long offset, int depth) {
        long first = entries.prefixWord(low);
        long differing = 0;
        for (int i = low + 1; i < high; i++) {
            differing |= entries.prefixWord(i) ^ first;
        }
        if (differing == 0) {
            sortEqualWords(low, high, offset, depth - 1);
            return;
        }
        int shift = Long.SIZE - Byte.SIZE - (Long.numberOfLeadingZeros(differing) & -Byte.SIZE);
        int[] ends = new int[RADIX];
        partition(low, high, shift, ends);
        int start = low;
        for (int end : ends) {
            if (end - start > 1) {
                sort(start, end, offset, depth - 1);
            }
            start = end;
        }
    }

    /** Moves each entry to the bucket of its byte, and tells where the buckets end. */
    private void partition(int low, int high, int shift, int[] ends) {
        for (int i = low; i < high; i++) {
            ends[bucket(entries.prefixWord(i), shift)]++;
        }
        int[] next = new int[RADIX];
        int start = low;
        for (int bucket = 0; bucket < RADIX; bucket++) {
            next[bucket] = start;
            start += ends[bucket];
            ends[bucket] = start;
        }
        for (int bucket = 0; bucket < RADIX; bucket++) {
            while (next[bucket] < ends[bucket]) {
                int home = next[bucket];
                int target = bucket(entries.prefixWord(home), shift);
                if (target == bucket) {
                    next[bucket]++;
                } else {
                    entries.swap(home, next[target]++);
                }
            }
        }
    }

    private static int bucket(long word, int shift) {
        return (int) (word >>> shift) & (RADIX - 1);
    }

    /** Sorts entries that have the same word at {@code offset} by what follows it. */
    private void sortEqualWords(int low, int high, long offset, int depth) {
        if (high - low < 2) {
            return;
        }
        long next = offset + Long.BYTES;
        int rest = order.isDescending() ? low : moveEndedFirst(low, high, next);
        int restEnd = order.isDescending() ? moveEndedLast(low, high, next) : high;
        sortByLength(low, rest);
        sortByLength(restEnd, high);
        if (restEnd - rest < 2) {
            return;
        }
        long common = commonPrefixBytes(rest, restEnd, next);
        boolean anyLonger = false;
        for (int i = rest; i < restEnd; i++) {
            long record = entries.recordAddress(i);
            anyLonger |= RecordLayout.lengthBytes(record) > common;
            entries.setPrefixWord(i, wordAt(record, common));
        }
        if (anyLonger) {
            sort(rest, restEnd, common, depth);
        }
    }

    /** Groups the records that end before {@code end}; they are prefixes of all the others. */
    private int moveEndedFirst(int low, int high, long end) {
        int boundary = low;
        for (int i = low; i < high; i++) {
            if (RecordLayout.lengthBytes(entries.recordAddress(i)) <= end) {
                entries.swap(i, boundary++);
            }
        }
        return boundary;
    }

    private int moveEndedLast(int low, int high, long end) {
        int boundary = high;
        for (int i = high - 1; i >= low; i--) {
            if (RecordLayout.lengthBytes(entries.recordAddress(i)) <= end) {
                entries.swap(i, --boundary);
            }
        }
        return boundary;
    }

    /** Sorts records that differ only in the zero bytes at their ends: at most eight lengths. */
    private void sortByLength(int low, int high) {
        for (int sorted = low; sorted < high; ) {
            long best = RecordLayout.lengthBytes(entries.recordAddress(sorted));
            for (int i = sorted + 1; i < high; i++) {
                long length = RecordLayout.lengthBytes(entries.recordAddress(i));
                best = order.isDescending() ? Math.max(best, length) : Math.min(best, length);
            }
            for (int i = sorted; i < high; i++) {
                if (RecordLayout.lengthBytes(entries.recordAddress(i)) == best) {
                    entries.swap(i, sorted++);
                }
            }
        }
    }

    private long commonPrefixBytes(int low, int high, long from) {
        long first = entries.recordAddress(low);
        long common = RecordLayout.lengthBytes(first);
        for (int i = low + 1; i < high && common > from; i++) {
            common = comparison.mismatch(first, entries.recordAddress(i), from, common);
        }
        return common;
    }

    private long wordAt(long record, long offset) {
        long remaining = RecordLayout.lengthBytes(record) - offset;
        if (heap.pieceBytes(record, offset) == remaining) {
            return order.prefixWord(heap.pieceAddress(record, offset), remaining);
        }
        return comparison.wordAcrossPieces(record, offset);
    }

    private void heapSort(int low, int high, long offset) {
        int count = high - low;
        for (int root = count / 2 - 1; root >= 0; root--) {
            siftDown(low, root, count, offset);
        }
        for (int end = count - 1; end > 0; end--) {
            entries.swap(low, low + end);
            siftDown(low, 0, end, offset);
        }
    }

    private void siftDown(int low, int start, int count, long offset) {
        int root = start;
        while (2 * root + 1 < count) {
            int child = 2 * root + 1;
            if (child + 1 < count && isEntryLess(low + child, low + child + 1, offset)) {
                child++;
            }
            if (!isEntryLess(low + root, low + child, offset)) {
                return;
            }
            entries.swap(low + root, low + child);
            root = child;
        }
    }

    private boolean isEntryLess(int left, int right, long offset) {
        return isLess(entries.prefixWord(left), entries.recordAddress(left), right, offset);
    }
}
