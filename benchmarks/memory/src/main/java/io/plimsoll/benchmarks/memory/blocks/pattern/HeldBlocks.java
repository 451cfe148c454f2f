package io.plimsoll.benchmarks.memory.blocks.pattern;

import java.util.SplittableRandom;

/**
 * A pattern: so many blocks are held, and each step frees one of them at random and takes another.
 */
public final class HeldBlocks implements Pattern {

    private static final int DRAWN = 1 << 14;

    private final Slots slots;
    private final SizeMix mix;
    private final int[] order = new int[DRAWN];
    private int step;

    /**
     * Takes the blocks.
     *
     * @param held how many
     */
    public HeldBlocks(Slots slots, int held, long seed) {
        this.slots = slots;
        this.mix = new SizeMix(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DRAWN; i++) {
            order[i] = random.nextInt(held);
        }
        for (int slot = 0; slot < held; slot++) {
            slots.allocate(slot, mix.sizeBytes(slot));
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < PAIRS; i++) {
            int now = step++;
            int slot = order[now & DRAWN - 1];
            slots.free(slot);
            slots.allocate(slot, mix.sizeBytes(now));
        }
    }
}
