package io.plimsoll.memory.segment;

import io.plimsoll.memory.access.RawAtomics;

/**
 * The layer of {@link MemorySegment} for ints and longs that threads share, with the memory orders
 * of {@link java.lang.invoke.VarHandle}.
 *
 * <p>The values lie off the heap, at addresses that are multiples of their width, in native byte
 * order. Pages begin at such addresses, so that in a page the index decides.
 */
abstract sealed class SegmentAtomics extends SegmentPrimitives permits SegmentTransfers {

    SegmentAtomics(byte[] heapMemory, long address, int limit) {
        super(heapMemory, address, limit);
    }

    /**
     * Reads an int with the effects of a volatile read.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final int getIntVolatile(int index) {
        return RawAtomics.getIntVolatile(aligned(index, Integer.BYTES));
    }

    /**
     * Writes an int with the effects of a volatile write.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final void putIntVolatile(int index, int value) {
        RawAtomics.putIntVolatile(aligned(index, Integer.BYTES), value);
    }

    /**
     * Reads an int; nothing that follows in this thread happens before.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final int getIntAcquire(int index) {
        return RawAtomics.getIntAcquire(aligned(index, Integer.BYTES));
    }

    /**
     * Writes an int; nothing that precedes it in this thread happens after.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final void putIntRelease(int index, int value) {
        RawAtomics.putIntRelease(aligned(index, Integer.BYTES), value);
    }

    /**
     * Reads an int as a whole, in no order with other values.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final int getIntOpaque(int index) {
        return RawAtomics.getIntOpaque(aligned(index, Integer.BYTES));
    }

    /**
     * Writes an int as a whole, in no order with other values.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final void putIntOpaque(int index, int value) {
        RawAtomics.putIntOpaque(aligned(index, Integer.BYTES), value);
    }

    /**
     * Writes an int if the expected one is there, and returns whether it was; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final boolean compareAndSetInt(int index, int expected, int value) {
        return RawAtomics.compareAndSetInt(aligned(index, Integer.BYTES), expected, value);
    }

    /**
     * Writes an int if the expected one is there, and returns what was; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final int compareAndExchangeInt(int index, int expected, int value) {
        return RawAtomics.compareAndExchangeInt(aligned(index, Integer.BYTES), expected, value);
    }

    /**
     * Adds to an int and returns what was there; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final int getAndAddInt(int index, int delta) {
        return RawAtomics.getAndAddInt(aligned(index, Integer.BYTES), delta);
    }

    /**
     * Replaces an int and returns what was there; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final int getAndSetInt(int index, int value) {
        return RawAtomics.getAndSetInt(aligned(index, Integer.BYTES), value);
    }

    /**
     * Reads a long with the effects of a volatile read.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final long getLongVolatile(int index) {
        return RawAtomics.getLongVolatile(aligned(index, Long.BYTES));
    }

    /**
     * Writes a long with the effects of a volatile write.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final void putLongVolatile(int index, long value) {
        RawAtomics.putLongVolatile(aligned(index, Long.BYTES), value);
    }

    /**
     * Reads a long; nothing that follows in this thread happens before.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final long getLongAcquire(int index) {
        return RawAtomics.getLongAcquire(aligned(index, Long.BYTES));
    }

    /**
     * Writes a long; nothing that precedes it in this thread happens after.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final void putLongRelease(int index, long value) {
        RawAtomics.putLongRelease(aligned(index, Long.BYTES), value);
    }

    /**
     * Reads a long as a whole, in no order with other values.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final long getLongOpaque(int index) {
        return RawAtomics.getLongOpaque(aligned(index, Long.BYTES));
    }

    /**
     * Writes a long as a whole, in no order with other values.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final void putLongOpaque(int index, long value) {
        RawAtomics.putLongOpaque(aligned(index, Long.BYTES), value);
    }

    /**
     * Writes a long if the expected one is there, and returns whether it was; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final boolean compareAndSetLong(int index, long expected, long value) {
        return RawAtomics.compareAndSetLong(aligned(index, Long.BYTES), expected, value);
    }

    /**
     * Writes a long if the expected one is there, and returns what was; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final long compareAndExchangeLong(int index, long expected, long value) {
        return RawAtomics.compareAndExchangeLong(aligned(index, Long.BYTES), expected, value);
    }

    /**
     * Adds to a long and returns what was there; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final long getAndAddLong(int index, long delta) {
        return RawAtomics.getAndAddLong(aligned(index, Long.BYTES), delta);
    }

    /**
     * Replaces a long and returns what was there; volatile.
     *
     * @throws IllegalArgumentException if the value would not lie at a multiple of its width
     * @throws UnsupportedOperationException if the segment is on the heap
     */
    public final long getAndSetLong(int index, long value) {
        return RawAtomics.getAndSetLong(aligned(index, Long.BYTES), value);
    }

    /** The address of a value of that width, which must be aligned to it. */
    private long aligned(int index, int width) {
        long at = at(index, width);
        if (address == 0 || (at & (width - 1)) != 0) {
            throw SegmentBounds.notAtomic(address, index, width);
        }
        return at;
    }
}
