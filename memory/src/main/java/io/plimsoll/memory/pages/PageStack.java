package io.plimsoll.memory.pages;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock-free stack of free pages (R. K. Treiber, 1986) by index, linked through {@link PageLinks}.
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
 * <p>Each page on the stack carries its height, so that the size is known without a second counter
 * that would have to change with the head.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class PageStack {

    private static final long TAG_STEP = 1L << Integer.SIZE;
    private static final long INDEX_MASK = TAG_STEP - 1;

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(PageStack.class, "head", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final PageLinks links;

    private volatile long head = INDEX_MASK;

    /** Creates an empty stack for pages of a store. */
    public PageStack(PageStore store) {
        this.links = store.links();
    }

    /** Takes the top page, or returns {@link PageStore#NONE}. */
    public int pop() {
        while (true) {
            long seen = head;
            int top = (int) seen;
            if (top == PageStore.NONE) {
                return PageStore.NONE;
            }
            int next = PageLinks.low(links.get(top));
            if (HEAD.compareAndSet(this, seen, changed(seen, next))) {
                return top;
            }
        }
    }

    /** Puts a page on top and returns the size of the stack with it. */
    public int push(int page) {
        while (true) {
            long seen = head;
            int top = (int) seen;
            int height = top == PageStore.NONE ? 1 : PageLinks.high(links.get(top)) + 1;
            links.set(page, height, top);
            if (HEAD.compareAndSet(this, seen, changed(seen, page))) {
                return height;
            }
        }
    }

    /** How many pages lay below one when it was popped; only whoever popped it may ask. */
    public int sizeBelow(int page) {
        return PageLinks.high(links.get(page)) - 1;
    }

    /** Number of pages at one instant during the call. */
    public int size() {
        while (true) {
            long seen = head;
            int top = (int) seen;
            if (top == PageStore.NONE) {
                return 0;
            }
            int height = PageLinks.high(links.get(top));
            if (head == seen) {
                return height;
            }
        }
    }

    /** A value that changes whenever the stack does. */
    public long stamp() {
        return head;
    }

    /** Whether a stamp was taken of an empty stack. */
    public static boolean isEmpty(long stamp) {
        return (int) stamp == PageStore.NONE;
    }

    private static long changed(long seen, int top) {
        return ((seen & ~INDEX_MASK) + TAG_STEP) | (top & INDEX_MASK);
    }
}
