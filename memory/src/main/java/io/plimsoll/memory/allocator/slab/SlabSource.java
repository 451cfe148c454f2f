package io.plimsoll.memory.allocator.slab;

import org.jspecify.annotations.Nullable;

/** Where heaps get slabs from, and where those go that have no block out. Any thread may call. */
public interface SlabSource {

    /** Returns a slab cut into blocks of a class for a heap, or null if memory is short. */
    @Nullable Slab take(BlockHeap heap, int sizeClass);

    /** Takes an empty slab back. */
    void give(Slab slab);

    /** Notes what is wrong with a slab that is out of use from now on; throws nothing. */
    void noteDamage(String damage);

    /**
     * Tells of damage, once.
     *
     * @throws IllegalStateException if some was noted and nobody was told yet
     */
    void tellDamage();

    /** How often memory was short: a heap that sees a new number gives its empty slabs away. */
    int shortages();
}
