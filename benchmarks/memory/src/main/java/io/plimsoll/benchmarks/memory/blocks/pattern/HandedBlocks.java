package io.plimsoll.benchmarks.memory.blocks.pattern;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A pattern: one thread takes blocks, another one frees them.
 *
 * <p>The slots are a ring between the two. Each side publishes how far it has come, releasing what
 * it did before.
 */
public final class HandedBlocks implements Pattern {

    /**
     * Less than a run, so that the two sides work at the same time and sometimes wait for each
     * other.
     */
    public static final int RING = 256;

    private static final int SPINS = 32;

    private static final VarHandle TAKEN;
    private static final VarHandle FREED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAKEN = lookup.findVarHandle(HandedBlocks.class, "taken", long.class);
            FREED = lookup.findVarHandle(HandedBlocks.class, "freed", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Slots slots;
    private final SizeMix mix;
    private final Thread consumer = new FastThreadLocalThread(this::consume, "consumer");

    /** Written by the producer, with release; read with acquire. */
    @SuppressWarnings("UnusedVariable") // through its handle
    private long taken;

    /** Written by the consumer, with release; read with acquire. */
    @SuppressWarnings("UnusedVariable") // through its handle
    private long freed;

    private volatile boolean ended;

    /** Starts the thread that frees. */
    public HandedBlocks(Slots slots, long seed) {
        this.slots = slots;
        this.mix = new SizeMix(seed);
        consumer.start();
    }

    /** Takes some blocks, and waits until all have been freed. */
    @Override
    public void run() {
        long from = (long) TAKEN.getAcquire(this);
        long to = from + PAIRS;
        for (long block = from; block < to; block++) {
            while (block - (long) FREED.getAcquire(this) >= RING) {
                idle();
            }
            slots.allocate((int) block & RING - 1, mix.sizeBytes((int) block));
            TAKEN.setRelease(this, block + 1);
        }
        while ((long) FREED.getAcquire(this) < to) {
            idle();
        }
    }

    /** The other side may need this processor. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void idle() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
        Thread.yield();
    }

    private void consume() {
        long next = 0;
        while (!ended) {
            long available = (long) TAKEN.getAcquire(this);
            while (next < available) {
                slots.free((int) next & RING - 1);
                next++;
                FREED.setRelease(this, next);
            }
            idle();
        }
    }

    @Override
    public void end() throws InterruptedException {
        ended = true;
        consumer.join();
    }
}
