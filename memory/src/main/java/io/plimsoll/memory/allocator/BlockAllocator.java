package io.plimsoll.memory.allocator;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.snapshot.AllocatorFigures;

/**
 * Hands out blocks of memory that are not whole pages, at stable addresses, from one pool.
 *
 * <p>There are two ways to hold a block. {@link #allocateBlock} gives a {@link MemoryBlock}, whose
 * every access is checked. {@link #allocate} gives a bare address for code that does its own
 * checking. A block ends the way it began: by {@link MemoryBlock#free} or by {@link #free}.
 *
 * <p>The contents of a new block are arbitrary. Its address is a multiple of 16 at least.
 *
 * <p>Every page that the allocator holds, used or not, is charged to its pool. {@link #trim} gives
 * back what is idle, and so does {@link #evict} when others lack memory; {@link #close} gives back
 * everything.
 *
 * <p>Freeing an address that is not the start of a live block of this allocator is an {@link
 * IllegalStateException}: when it is done twice, by another allocator, or in the middle of a block.
 * Two threads that free one block at the same instant may both pass, and so may one that frees its
 * address and one that frees its object. Unless somebody has been given the block since, the damage
 * is noticed when its slab is next looked at, and the slab is used no more. Who next needs a slab,
 * trims or closes then gets an {@link IllegalStateException}; who evicts does not.
 *
 * <p><b>Threads:</b> any thread may call any method and free any block. Nobody may use the
 * allocator while it is closed.
 */
public sealed interface BlockAllocator extends AutoCloseable, AllocatorFigures.Source, MemoryEvictor
        permits BuddyAllocator, SizeClassAllocator {

    /** Stands for "no block". */
    long NONE = 0;

    /** The largest size of a block, 1 GiB. */
    int MAX_BLOCK_BYTES = 1 << 30;

    /**
     * Takes a block.
     *
     * @param sizeBytes 1 to {@link #MAX_BLOCK_BYTES}
     * @return its address, or {@link #NONE} if the pool has no memory for it
     * @throws IllegalStateException if the allocator has been closed
     */
    long tryAllocate(int sizeBytes);

    /**
     * Takes a block.
     *
     * @param sizeBytes 1 to {@link #MAX_BLOCK_BYTES}
     * @return its address
     * @throws MemoryAllocationException if the pool has no memory for it, saying who has
     * @throws IllegalStateException if the allocator has been closed
     */
    default long allocate(int sizeBytes) throws MemoryAllocationException {
        long address = tryAllocate(sizeBytes);
        if (address == NONE) {
            throw denied(sizeBytes);
        }
        return address;
    }

    /**
     * Takes a block whose address is a multiple of an alignment.
     *
     * @param sizeBytes 1 to {@link #MAX_BLOCK_BYTES}
     * @param alignmentBytes a power of two up to the pool's page size
     * @return its address, or {@link #NONE} if the pool has no memory for it
     */
    long tryAllocateAligned(int sizeBytes, int alignmentBytes);

    /**
     * Makes a block larger or smaller, in its place where that is possible; else its contents move
     * to a new block and the old one is freed.
     *
     * @param sizeBytes 1 to {@link #MAX_BLOCK_BYTES}
     * @return the address from now on, or {@link #NONE} if the pool has no memory for it: the block
     *     is as it was then
     * @throws IllegalStateException if no live block starts at the address
     */
    long tryReallocate(long address, int sizeBytes);

    /**
     * Ends a block.
     *
     * @throws IllegalStateException if no live block starts at the address; if it was freed before
     *     and leases are followed at level {@link io.plimsoll.memory.leak.LeakDetection#ADVANCED}
     *     or above, the cause is the stack of the last free there
     */
    void free(long address);

    /**
     * Returns how many bytes of a block may be used: what was asked for, or more.
     *
     * @throws IllegalStateException if no live block starts at the address
     */
    int usableBytes(long address);

    /**
     * Takes a block whose accesses are checked. The object is one that stood for the same block
     * before, if there was one, so that no garbage is made.
     *
     * @param sizeBytes 1 to {@link #MAX_BLOCK_BYTES}
     * @throws MemoryAllocationException if the pool has no memory for it, saying who has
     */
    MemoryBlock allocateBlock(int sizeBytes) throws MemoryAllocationException;

    /**
     * Gives memory that no block needs back to the pool. What another live thread keeps at hand
     * comes back when that thread next needs a slab, or asks for memory that is short.
     *
     * @return bytes given back at once
     * @throws IllegalStateException if blocks were found damaged since they were freed and nobody
     *     was told yet, once the memory has been given back
     */
    long trim();

    /** Returns how much memory is held and how well it is used. */
    @Override
    AllocatorFigures figures();

    /** Returns why a block was not to be had. */
    MemoryAllocationException denied(int sizeBytes);

    /**
     * Checks all structures against the invariants in the package documentation. To be called while
     * no thread uses the allocator.
     *
     * @throws IllegalStateException if one does not hold, naming it
     */
    void verify();

    /**
     * Ends the allocator: all memory goes back to the pool, that of live blocks, too, and those are
     * reported. Closing again has no effect.
     *
     * @throws IllegalStateException if blocks were found damaged since they were freed and nobody
     *     was told yet, once all else is done
     */
    @Override
    void close();
}
