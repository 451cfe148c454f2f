package io.plimsoll.operators.cache.policy;

import io.plimsoll.operators.cache.entry.EntryLayout;
import io.plimsoll.operators.cache.entry.PageQuota;

/**
 * Keeps what was used often of late: W-TinyLFU of Einziger, Friedman and Manes.
 *
 * <p>Not thread-safe.
 */
public final class WTinyLfuPolicy extends EvictionPolicy {

    /*
     * New entries go to the window, an LRU queue with a small share of the memory. What falls out of
     * it is a candidate for the main space and is compared with that one's victim: whose key was
     * used more often lately, as the sketch remembers, stays. So what is asked for once, as in a
     * scan, does not displace what is asked for again and again. The main space is a segmented LRU:
     * four fifths are protected, for entries that were used there.
     *
     * The window's share is found by climbing: recency pays for some loads, frequency for others.
     *
     * Weights are bytes. The capacity is what the entries weigh when one has to go, so that it
     * follows the memory that there is.
     */

    private static final int WINDOW = 0;
    private static final int PROBATION = 1;
    private static final int PROTECTED = 2;

    private static final double PROTECTED_SHARE = 0.8;

    /**
     * A sample, after which counters are halved and the window is adapted, in lookups per entry.
     */
    private static final int SAMPLE_PER_ENTRY = 10;

    private static final int MIN_SAMPLE = 1024;

    /** The window is adapted more often than that, but not on the strength of a few lookups. */
    private static final int CLIMBS_PER_SAMPLE = 4;

    private static final int MIN_CLIMB = 4096;

    /** Counters of candidates that are as warm as that may be made up: collisions on purpose. */
    private static final int WARM = 6;

    /** One of so many warm candidates is let in though it lost. */
    private static final int LUCKY_ONE_OF = 128;

    private final EntryQueue window = new EntryQueue(WINDOW);
    private final EntryQueue probation = new EntryQueue(PROBATION);
    private final EntryQueue guarded = new EntryQueue(PROTECTED);
    private final FrequencySketch sketch;
    private final HillClimber climber = new HillClimber();
    private final boolean adaptive;

    private long uses;
    private int luck = 1;

    /**
     * Creates a policy without entries.
     *
     * @param adaptive whether the window's share changes
     */
    public WTinyLfuPolicy(PageQuota quota, boolean adaptive) {
        this.sketch = new FrequencySketch(quota);
        this.adaptive = adaptive;
    }

    @Override
    public void inserted(long entry) {
        window.addFirst(entry);
        use(entry);
    }

    @Override
    public void accessed(long entry) {
        climber.hit();
        switch (EntryLayout.queue(entry)) {
            case WINDOW -> window.moveToFront(entry);
            case PROBATION -> protect(entry);
            default -> guarded.moveToFront(entry);
        }
        use(entry);
    }

    @Override
    public void missed() {
        climber.missed();
    }

    @Override
    public long victim(long incomingBytes) {
        long weight = weightBytes();
        if (adaptive) {
            climber.climbAfter(Math.max(MIN_CLIMB, sampleLength() / CLIMBS_PER_SAMPLE));
        }
        long windowBytes = (long) (weight * climber.share());
        long candidate = 0;
        while (window.count() > 0 && window.weightBytes() + incomingBytes > windowBytes) {
            candidate = window.last();
            window.remove(candidate);
            probation.addFirst(candidate);
        }
        long victim = probation.last();
        if (victim == candidate || victim == 0) {
            victim = guarded.last();
        }
        if (victim == 0) {
            return candidate != 0 ? candidate : window.last();
        }
        return candidate == 0 || admits(candidate, victim) ? victim : candidate;
    }

    private boolean admits(long candidate, long victim) {
        int warmth = sketch.frequency(EntryLayout.hash(candidate));
        if (warmth > sketch.frequency(EntryLayout.hash(victim))) {
            return true;
        }
        // a victim whose counters were driven up on purpose must not stay for ever
        luck ^= luck << 13;
        luck ^= luck >>> 17;
        luck ^= luck << 5;
        return warmth >= WARM && Integer.remainderUnsigned(luck, LUCKY_ONE_OF) == 0;
    }

    @Override
    public void fitTo(long indexCapacity) {
        sketch.fitTo(indexCapacity / 2);
    }

    @Override
    public int pagesToFit(long indexCapacity) {
        return Math.max(0, sketch.pagesToFit(indexCapacity / 2));
    }

    @Override
    public void release() {
        sketch.release();
        climber.restart();
        uses = 0;
    }

    @Override
    EntryQueue queue(int number) {
        return switch (number) {
            case WINDOW -> window;
            case PROBATION -> probation;
            default -> guarded;
        };
    }

    /** Moves an entry from probation to the protected space, which gives up its last ones. */
    private void protect(long entry) {
        probation.remove(entry);
        guarded.addFirst(entry);
        long mainBytes = guarded.weightBytes() + probation.weightBytes();
        long guardedBytes = (long) (mainBytes * PROTECTED_SHARE);
        while (guarded.weightBytes() > guardedBytes && guarded.count() > 1) {
            long demoted = guarded.last();
            guarded.remove(demoted);
            probation.addFirst(demoted);
        }
    }

    private void use(long entry) {
        sketch.increment(EntryLayout.hash(entry));
        if (++uses >= sampleLength()) {
            sketch.age();
            uses /= 2;
        }
    }

    private long sampleLength() {
        long entries = window.count() + probation.count() + guarded.count();
        return Math.max(MIN_SAMPLE, SAMPLE_PER_ENTRY * entries);
    }

    private long weightBytes() {
        return window.weightBytes() + probation.weightBytes() + guarded.weightBytes();
    }
}
