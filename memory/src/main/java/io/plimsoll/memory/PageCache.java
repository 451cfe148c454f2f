package io.plimsoll.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The free pages that one pool keeps at hand: a lock-free stack (R. K. Treiber, 1986) of page
 * indexes, linked through {@link PageStore#below}.
 *
 * <p>The head packs a tag and the top index. Each change raises the tag, so a thread that was
 * overtaken, and may have read a link that is no longer true, fails to swap the head and tries
 * again.
 *
 * <pre>
 *   63            32 31             0
 *  +----------------+----------------+
 *  |      tag       | top, -1: empty |
 *  +----------------+----------------+
 * </pre>
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
final class PageCache {

    static final int EMPTY = -1;

    private static final long TAG_STEP = 1L << Integer.SIZE;
    private static final long INDEX_MASK = TAG_STEP - 1;

    private static final VarHandle HEAD;
    private static final VarHandle LINKS = MethodHandles.arrayElementVarHandle(int[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(PageCache.class, "head", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int[] below;
    private final int[] heights;

    private volatile long head = INDEX_MASK;

    PageCache(PageStore store) {
        this.below = store.below;
        this.heights = store.heights;
    }

    /** Takes the top page, or returns {@link #EMPTY}. */
    int pop() {
        while (true) {
            long seen = head;
            int top = (int) seen;
            if (top == EMPTY) {
                return EMPTY;
            }
            int next = (int) LINKS.getOpaque(below, top);
            if (HEAD.compareAndSet(this, seen, changed(seen, next))) {
                return top;
            }
        }
    }

    /** Puts a page on top and returns the height of the stack with it. */
    int push(int page) {
        while (true) {
            long seen = head;
            int top = (int) seen;
            int height = top == EMPTY ? 1 : (int) LINKS.getOpaque(heights, top) + 1;
            LINKS.setOpaque(below, page, top);
            LINKS.setOpaque(heights, page, height);
            if (HEAD.compareAndSet(this, seen, changed(seen, page))) {
                return height;
            }
        }
    }

    /** The height of the stack from a page that was just popped, that page not included. */
    int heightBelow(int page) {
        return (int) LINKS.getOpaque(heights, page) - 1;
    }

    /** Number of pages at one instant during the call. */
    int size() {
        while (true) {
            long seen = head;
            int top = (int) seen;
            if (top == EMPTY) {
                return 0;
            }
            int height = (int) LINKS.getOpaque(heights, top);
            if (head == seen) {
                return height;
            }
        }
    }

    /** A value that differs whenever the stack was touched in between. */
    long stamp() {
        return head;
    }

    /** Whether a stamp was taken of an empty stack. */
    static boolean isEmpty(long stamp) {
        return (int) stamp == EMPTY;
    }

    private static long changed(long seen, int top) {
        return ((seen & ~INDEX_MASK) + TAG_STEP) | (top & INDEX_MASK);
    }
}
