package io.plimsoll.memory.segment;

import org.jspecify.annotations.Nullable;

/**
 * How the life of a segment that is no page ended. Such a segment belongs to no manager, and so to
 * no level of leak detection: the way to its end is kept where managers follow all leases by
 * default, which is where assertions are on.
 */
abstract sealed class UnpooledLife permits HeapBlock, UnpooledBlock {

    private static final boolean FOLLOWED = UnpooledLife.class.desiredAssertionStatus();

    /** Plain: of two threads that free at once, the later may not see it. */
    private @Nullable Throwable end;

    /** Ends it; only whoever closed the segment may call this, once. */
    final void end() {
        if (FOLLOWED) {
            end = new IllegalStateException("freed by thread " + Thread.currentThread().getName());
        }
        release();
    }

    /** Lets go of the memory. */
    abstract void release();

    /** Who ended it, as far as that is known. */
    final @Nullable Throwable endedBy() {
        return end;
    }

    final IllegalStateException endedBefore(MemorySegment segment) {
        return new IllegalStateException(
                "segment=%s was freed before (expected to be freed once)".formatted(segment), end);
    }
}
