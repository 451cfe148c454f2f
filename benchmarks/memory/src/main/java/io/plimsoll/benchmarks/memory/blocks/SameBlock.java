package io.plimsoll.benchmarks.memory.blocks;

/** A pattern: each block is freed at once. It flatters everyone. */
final class SameBlock implements Pattern {

    private static final int SIZE_BYTES = 256;

    private final Slots slots;

    SameBlock(Slots slots) {
        this.slots = slots;
    }

    @Override
    public void run() {
        for (int i = 0; i < PAIRS; i++) {
            slots.allocate(0, SIZE_BYTES);
            slots.free(0);
        }
    }
}
