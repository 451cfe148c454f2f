package io.plimsoll.memory.budget;

import java.util.ArrayList;
import java.util.List;

/**
 * Which threads are giving back memory for others, and what they may take meanwhile: only what is
 * guaranteed to a pool already, such as the workspace through which memory goes to disk.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}, unless it says otherwise.
 */
final class ReclaimGuard {

    private final List<Thread> reclaiming = new ArrayList<>();

    /** Length of the list; written under the lock, volatile. */
    private volatile int count;

    void enter() {
        reclaiming.add(Thread.currentThread());
        count = reclaiming.size();
    }

    void exit() {
        reclaiming.remove(Thread.currentThread());
        count = reclaiming.size();
    }

    /** Takes this thread out, however often it entered; returns how often that was. */
    int suspend() {
        int depth = 0;
        while (reclaiming.remove(Thread.currentThread())) {
            depth++;
        }
        count = reclaiming.size();
        return depth;
    }

    /** Puts this thread back as it was before {@link #suspend}. */
    void resume(int depth) {
        for (int i = 0; i < depth; i++) {
            enter();
        }
    }

    /** Whether no thread is inside; may be asked without the lock: a thread knows of itself. */
    boolean isEmpty() {
        return count == 0;
    }

    boolean isInside() {
        return !reclaiming.isEmpty() && reclaiming.contains(Thread.currentThread());
    }

    /** Checks I5 for a thread that is about to take memory. */
    void requireAllowed(PoolNode pool, long bytes) {
        if (!isInside()) {
            return;
        }
        long wanted = bytes;
        for (PoolNode at = pool; at.parent != null && wanted > 0; at = at.parent) {
            wanted -= Math.max(0, at.allowance.guaranteeBytes() - at.neededBytes());
        }
        if (wanted > 0) {
            throw new IllegalStateException(
                    ("pool=%s: %d bytes taken while giving memory back (expected at most what is"
                                    + " guaranteed to it: give the workspace a pool of its own with"
                                    + " a minimum)")
                            .formatted(pool.path(), bytes));
        }
    }
}
