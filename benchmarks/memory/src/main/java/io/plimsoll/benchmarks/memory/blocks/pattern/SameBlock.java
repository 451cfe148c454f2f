package io.plimsoll.benchmarks.memory.blocks.pattern;

/** A pattern: each block is freed at once. It flatters everyone. */
public final class SameBlock implements Pattern {

    private static final int SIZE_BYTES = 256;

    private final Slots slots;

    /** Creates the pattern; it needs one slot. */
    public SameBlock(Slots slots) {
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
