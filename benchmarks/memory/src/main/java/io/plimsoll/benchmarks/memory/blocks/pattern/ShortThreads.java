package io.plimsoll.benchmarks.memory.blocks.pattern;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * A pattern: threads that live for a thousand blocks each, of which they hold up to 64. Their start
 * is part of it.
 */
public final class ShortThreads implements Pattern {

    /** How many slots it needs. */
    public static final int HELD = 64;

    private final Slots slots;
    private final SizeMix mix;

    /** Creates the pattern. */
    public ShortThreads(Slots slots, long seed) {
        this.slots = slots;
        this.mix = new SizeMix(seed);
    }

    @Override
    public void run() throws InterruptedException {
        Thread thread = new FastThreadLocalThread(this::live);
        thread.start();
        thread.join();
    }

    private void live() {
        for (int i = 0; i < PAIRS; i++) {
            int slot = i % HELD;
            if (i >= HELD) {
                slots.free(slot);
            }
            slots.allocate(slot, mix.sizeBytes(i));
        }
        for (int slot = 0; slot < HELD; slot++) {
            slots.free(slot);
        }
    }
}
