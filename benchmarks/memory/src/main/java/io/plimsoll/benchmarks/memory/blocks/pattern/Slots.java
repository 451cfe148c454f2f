package io.plimsoll.benchmarks.memory.blocks.pattern;

/**
 * Places for blocks of one allocator, held by one thread at a time.
 *
 * <p>Blocks are numbers to some libraries and objects to others: so they stay in an array of the
 * library's own type, and a pattern names them by their place in it.
 */
public interface Slots {

    /** Puts a new block into an empty slot and writes eight bytes to its start. */
    void allocate(int slot, int sizeBytes);

    /** Frees the block of a slot. */
    void free(int slot);
}
