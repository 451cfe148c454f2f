package io.plimsoll.memory.stripe;

/**
 * How threads spread over the cells of what they share: each uses the stripe that its id chooses,
 * so that threads seldom meet, and owns none, so that a thousand virtual threads need no more
 * stripes than one.
 */
public final class Stripes {

    /** Enough that threads with ids that don't follow each other seldom share a stripe. */
    private static final int PER_PROCESSOR = 4;

    /** The most: a bit of a long for each. */
    public static final int MAX = Long.SIZE;

    private static final int MAX_SHIFT = Integer.numberOfTrailingZeros(MAX);

    private Stripes() {}

    /** Returns how many suit this machine: a power of two. */
    public static int count() {
        int wanted = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        return Integer.highestOneBit(Math.clamp(wanted, PER_PROCESSOR, MAX));
    }

    /**
     * Returns the index of this thread's stripe. Ids that follow each other have different ones.
     *
     * @param mask one less than the number of stripes, which is a power of two
     */
    public static int ofThisThread(int mask) {
        return of(Thread.currentThread(), mask);
    }

    /** Returns the index of a thread's stripe. */
    public static int of(Thread thread, int mask) {
        long id = thread.threadId();
        return (int) (id ^ (id >>> MAX_SHIFT)) & mask;
    }
}
