package io.plimsoll.memory.allocator.slab;

import org.jspecify.annotations.Nullable;

/** Where heaps get slabs from, and where those go that have no block out. Any thread may call. */
public interface SlabSource {

    /** Returns a slab cut into blocks of a class for a heap, or null if memory is short. */
    @Nullable Slab take(BlockHeap heap, int sizeClass);

    /** Takes an empty slab back. */
    void give(Slab slab);

    /** How often memory was short: a heap that sees a new number gives its empty slabs away. */
    int shortages();
}
