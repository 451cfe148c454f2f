package io.plimsoll.memory.allocator;

import io.plimsoll.memory.request.MemoryEvictor;
import java.lang.ref.WeakReference;

/**
 * What others may have of an allocator's memory. It does not keep the allocator from being
 * collected: one that nobody can close any more shall be found.
 */
final class IdleMemory implements MemoryEvictor {

    private final WeakReference<BlockAllocator> allocator;

    IdleMemory(BlockAllocator allocator) {
        this.allocator = new WeakReference<>(allocator);
    }

    @Override
    public long evictableBytes() {
        BlockAllocator known = allocator.get();
        return known == null ? 0 : known.evictableBytes();
    }

    @Override
    public long evict(long targetBytes) {
        BlockAllocator known = allocator.get();
        return known == null ? 0 : known.evict(targetBytes);
    }
}
