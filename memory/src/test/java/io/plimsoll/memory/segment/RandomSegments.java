package io.plimsoll.memory.segment;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Segments with random contents, and ranges that they must refuse. */
abstract class RandomSegments {

    /** Ranges that lie outside 64 bytes, for offsets and lengths alike. */
    static final int[][] BAD_RANGES = {
        {-1, 4},
        {0, -1},
        {0, 65},
        {61, 4},
        {64, 1},
        {65, 0},
        {1, Integer.MAX_VALUE},
        {Integer.MAX_VALUE, 1},
        {Integer.MAX_VALUE, Integer.MAX_VALUE},
        {Integer.MIN_VALUE, 4},
        {4, Integer.MIN_VALUE}
    };

    final Random random = new Random(7);

    static Stream<Arguments> pairsOfKinds() {
        return Stream.of(SegmentKind.values())
                .flatMap(a -> Stream.of(SegmentKind.values()).map(b -> Arguments.of(a, b)));
    }

    final byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    final MemorySegment randomSegment(SegmentKind kind) {
        MemorySegment segment = kind.create(64);
        segment.put(0, randomBytes(segment.size()));
        return segment;
    }

    static byte[] contents(MemorySegment segment) {
        byte[] bytes = new byte[segment.size()];
        segment.get(0, bytes);
        return bytes;
    }
}
