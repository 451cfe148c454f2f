package io.plimsoll.memory.arbitration;

import io.plimsoll.memory.snapshot.ReclaimFigures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The last attempts to get memory back: a bounded ring.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class ReclaimHistory {

    /** Enough to see how memory came to be short; some 20 KiB of heap. */
    static final int CAPACITY = 128;

    private final ArrayDeque<ReclaimFigures> last = new ArrayDeque<>(CAPACITY); // guarded by this

    synchronized void add(ReclaimFigures attempt) {
        if (last.size() == CAPACITY) {
            last.removeFirst();
        }
        last.addLast(attempt);
    }

    /** The attempts, oldest first. */
    synchronized List<ReclaimFigures> list() {
        return new ArrayList<>(last);
    }
}
