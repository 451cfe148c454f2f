package io.plimsoll.operators.join.table;

import io.plimsoll.memory.access.RawAtomics;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says of a hash that it was never added, or that it may have been: a Bloom filter whose bits for
 * one hash lie in one word (Putze, Sanders and Singler, Cache-, Hash- and Space-Efficient Bloom
 * Filters, 2007).
 *
 * <p>Any number of threads may add at a time; asking comes after all of that.
 */
public final class BloomFilter implements AutoCloseable {

    /** With fewer bits for each hash than this, it lets through nearly everything. */
    private static final int MIN_BITS_PER_HASH = 3;

    private final TablePages words;
    private long count;

    public BloomFilter(int pageBytes) {
        this.words = new TablePages(pageBytes);
    }

    /** Takes its pages; false, and nothing taken, if there are too few. */
    public boolean tryOpen(int pages, int pageBytes, Supplier<@Nullable MemorySegment> source) {
        count = (long) pages * (pageBytes / Long.BYTES);
        return words.tryOpen(count, source);
    }

    /** Whether it is of use when so many hashes were added. */
    public boolean isWorthwhile(long hashes) {
        return hashes * MIN_BITS_PER_HASH <= count * Long.SIZE;
    }

    public void add(long hash) {
        long address = words.address(word(hash));
        long bits = bits(hash);
        long before = RawMemory.getLong(address);
        while ((before & bits) != bits) {
            if (RawAtomics.compareAndSetLong(address, before, before | bits)) {
                return;
            }
            before = RawAtomics.getLongVolatile(address);
        }
    }

    public boolean mayContain(long hash) {
        long bits = bits(hash);
        return (RawMemory.getLong(words.address(word(hash))) & bits) == bits;
    }

    private long word(long hash) {
        return Math.unsignedMultiplyHigh(hash, count);
    }

    /** Four bits, from a hash's lower half; which word it is comes from the upper. */
    private static long bits(long hash) {
        return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12) | 1L << (hash >>> 18);
    }

    /** Gives the pages back. Idempotent. */
    @Override
    public void close() {
        words.close();
    }
}
