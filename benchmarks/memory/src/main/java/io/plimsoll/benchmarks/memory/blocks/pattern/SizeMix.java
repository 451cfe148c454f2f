package io.plimsoll.benchmarks.memory.blocks.pattern;

import java.util.SplittableRandom;

/**
 * Sizes and lifetimes of blocks as a database engine asks for them.
 *
 * <p>Recorded from SQLite 3.40.1 in memory, by a library between it and malloc: 60000 rows
 * inserted, an index, a {@code GROUP BY} with {@code group_concat}, a {@code DISTINCT}, a sorted
 * join, JSON, an update, a delete; 825595 allocations, a reallocation counted as a free and an
 * allocation. They were put in order of size and lifetime, and every 128th part of them is stood
 * for by the one in its middle.
 */
final class SizeMix {

    /**
     * The longest lifetime, in allocations; what lived longer was cut to it, and is {@link
     * #LONGEST} then.
     */
    static final int LONGEST = 65535;

    private static final int DRAWN = 1 << 14;

    private static final int PARTS = 128;

    /** Size in bytes, lifetime in allocations made until it ended, and how many 128ths. */
    // spotless:off
    private static final int[] RECORDED = {
        16, 4, 9, 16, 103, 1, 24, 4, 1, 32, 4, 1,
        32, 5, 1, 40, 4, 1, 48, 1, 1, 48, 3, 1,
        48, 4, 1, 48, 55662, 1, 56, 2, 6, 56, 3, 15,
        56, 4, 2, 56, 7, 1, 56, 70, 1, 64, 12241, 1,
        72, 18813, 1, 80, 24263, 1, 88, 26417, 1, 96, 27375, 1,
        104, 24368, 1, 112, 20105, 1, 120, 14520, 1, 128, 3, 10,
        128, 65535, 1, 136, 65535, 1, 144, 62136, 1, 152, 58507, 1,
        160, 55115, 1, 168, 15, 1, 168, 17, 1, 168, 61240, 1,
        176, 53537, 1, 184, 45512, 1, 192, 36859, 1, 200, 26750, 1,
        208, 4, 1, 216, 1, 1, 216, 65535, 1, 224, 58584, 1,
        232, 49766, 1, 240, 46538, 1, 256, 2, 10, 256, 4, 9,
        272, 1, 10, 296, 2, 1, 352, 3, 1, 704, 1, 1,
        1032, 2253, 1, 1032, 6673, 1, 1032, 10944, 1, 1032, 14983, 1,
        1032, 23069, 1, 1280, 7, 1, 1600, 6, 1, 4104, 2, 3,
        4104, 3, 1, 4368, 3731, 1, 4368, 65535, 1, 4744, 1, 1,
        5024, 1, 1, 5224, 1, 1, 6744, 1, 1,
    };

    // spotless:on

    private final int[] sizes = new int[DRAWN];
    private final int[] lifetimes = new int[DRAWN];

    SizeMix(long seed) {
        int[] parts = new int[PARTS];
        int next = 0;
        for (int row = 0; row < RECORDED.length; row += 3) {
            for (int i = 0; i < RECORDED[row + 2]; i++) {
                parts[next++] = row;
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DRAWN; i++) {
            int row = parts[random.nextInt(PARTS)];
            sizes[i] = RECORDED[row];
            lifetimes[i] = RECORDED[row + 1];
        }
    }

    /** Size in bytes of the n-th block; after many they come again. */
    int sizeBytes(int n) {
        return sizes[n & DRAWN - 1];
    }

    /** After how many more allocations the n-th block ends, 1 to {@link #LONGEST}. */
    int lifetime(int n) {
        return lifetimes[n & DRAWN - 1];
    }
}
