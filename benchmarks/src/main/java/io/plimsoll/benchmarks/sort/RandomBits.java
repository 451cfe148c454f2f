package io.plimsoll.benchmarks.sort;

/**
 * Random numbers that are the same everywhere and always, which no class of the JDK promises at
 * this speed. Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014:
 * SplitMix64.
 */
final class RandomBits {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    RandomBits(long seed) {
        state = seed;
    }

    long next() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }
}
