package io.plimsoll.memory.segment;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What an off-heap segment that is no page keeps beside its address. */
final class UnpooledBlock extends UnpooledLife {

    final int sizeBytes;
    final @Nullable Object owner;

    /** Whether buffers may be handed out that outlive the segment. */
    final boolean wrappable;

    /** The whole memory as a buffer: keeps it alive, or is made at first need. */
    private @Nullable ByteBuffer buffer;

    private @Nullable Runnable cleaner;

    private UnpooledBlock(
            int sizeBytes,
            @Nullable Object owner,
            @Nullable ByteBuffer buffer,
            @Nullable Runnable cleaner) {
        this.sizeBytes = sizeBytes;
        this.owner = owner;
        this.buffer = buffer;
        this.cleaner = cleaner;
        this.wrappable = cleaner == null;
    }

    /** Memory that lives as long as the buffer. */
    static UnpooledBlock ofBuffer(ByteBuffer direct, @Nullable Object owner) {
        return new UnpooledBlock(direct.capacity(), owner, direct, null);
    }

    /** Memory that lives until the cleaner runs. */
    static UnpooledBlock ofMemory(int sizeBytes, @Nullable Object owner, Runnable cleaner) {
        return new UnpooledBlock(sizeBytes, owner, null, cleaner);
    }

    @Nullable ByteBuffer buffer() {
        return buffer;
    }

    ByteBuffer keep(ByteBuffer view) {
        buffer = view;
        return view;
    }

    @Override
    void release() {
        buffer = null;
        Runnable action = cleaner;
        cleaner = null;
        if (action != null) {
            action.run();
        }
    }
}
