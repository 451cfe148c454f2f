package io.plimsoll.memory.segment;

import org.jspecify.annotations.Nullable;

/** What a heap segment remembers when it was freed. */
final class HeapBlock extends UnpooledLife {

    final byte[] array;
    final @Nullable Object owner;

    HeapBlock(byte[] array, @Nullable Object owner) {
        this.array = array;
        this.owner = owner;
    }

    @Override
    void release() {
        // the collector does, once nobody has the array
    }
}
