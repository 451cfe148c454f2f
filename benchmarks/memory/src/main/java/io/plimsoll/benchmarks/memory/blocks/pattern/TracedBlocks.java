package io.plimsoll.benchmarks.memory.blocks.pattern;

import java.util.Arrays;

/**
 * A pattern: each step takes a block and frees those whose lifetime is over.
 *
 * <p>A wheel has a list for each step to come, of the slots that are to be freed then.
 */
public final class TracedBlocks implements Pattern {

    private static final int NONE = -1;

    private final Slots slots;
    private final SizeMix mix;
    private final int stretch;

    /** First slot of each step's list. */
    private final int[] wheel;

    /**
     * Next slot of the same list: that of blocks to be freed at the same step, or of empty slots.
     */
    private final int[] next;

    private final int[] sizes;
    private int empty;
    private int step;
    private long liveBytes;

    /**
     * Creates the pattern, without any block yet.
     *
     * @param slots as many as {@link #slotsNeeded}
     * @param stretch by which lifetimes are multiplied, a power of two: as if so many programs ran
     *     interleaved
     */
    public TracedBlocks(Slots slots, int stretch, long seed) {
        this.slots = slots;
        this.mix = new SizeMix(seed);
        this.stretch = stretch;
        this.wheel = new int[stretch * (SizeMix.LONGEST + 1)];
        this.next = new int[slotsNeeded(stretch)];
        this.sizes = new int[slotsNeeded(stretch)];
        Arrays.fill(wheel, NONE);
        for (int slot = 0; slot < next.length; slot++) {
            next[slot] = slot + 1;
        }
        next[next.length - 1] = NONE;
    }

    /** A fourth of the longest lifetime: twice the mean. */
    public static int slotsNeeded(int stretch) {
        return stretch * (SizeMix.LONGEST + 1) / 4;
    }

    /** Runs until as many blocks are live as there will be. */
    public void fill() {
        for (int i = 0; i <= wheel.length; i++) {
            step();
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < PAIRS; i++) {
            step();
        }
    }

    private void step() {
        int now = step++ & wheel.length - 1;
        end(now);
        int slot = empty;
        empty = next[slot];
        int size = mix.sizeBytes(step);
        slots.allocate(slot, size);
        sizes[slot] = size;
        liveBytes += size;
        int last = now + stretch * mix.lifetime(step) & wheel.length - 1;
        next[slot] = wheel[last];
        wheel[last] = slot;
    }

    private void end(int now) {
        int slot = wheel[now];
        wheel[now] = NONE;
        while (slot != NONE) {
            int following = next[slot];
            slots.free(slot);
            liveBytes -= sizes[slot];
            next[slot] = empty;
            empty = slot;
            slot = following;
        }
    }

    /** Bytes that live blocks were asked for with. */
    public long liveBytes() {
        return liveBytes;
    }
}
