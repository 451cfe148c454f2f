package io.plimsoll.benchmarks.memory.blocks.pattern;

import java.util.concurrent.CountDownLatch;

/** Many virtual threads at once, each with a block that it holds while others run. */
public final class VirtualThreads {

    /** How many threads there are, and slots that they need. */
    public static final int COUNT = 10_000;

    private final Slots slots;
    private final SizeMix mix;

    /** Creates the pattern. */
    public VirtualThreads(Slots slots, long seed) {
        this.slots = slots;
        this.mix = new SizeMix(seed);
    }

    /** Starts them all and waits for their end. */
    @SuppressWarnings(
            "ThreadPriorityCheck") // others run while the block is held: that is the pattern
    public void run() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int slot = i;
            Thread.startVirtualThread(() -> {
                slots.allocate(slot, mix.sizeBytes(slot));
                Thread.yield();
                slots.free(slot);
                done.countDown();
            });
        }
        done.await();
    }
}
