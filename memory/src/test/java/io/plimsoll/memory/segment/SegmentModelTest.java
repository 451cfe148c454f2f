package io.plimsoll.memory.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Segments of every kind beside arrays of bytes, on which the same is done by the platform. */
class SegmentModelTest {

    private static final int SIZE = MemoryManager.MIN_PAGE_SIZE;

    /** What a step does, to which segments, and where; a range may be out of bounds. */
    record Step(int operation, int first, int second, int offset1, int offset2, int length) {

        static Step of(long seed) {
            Random random = new Random(seed);
            // short ranges and long ones alike, and now and then one that does not fit
            int length = random.nextInt(1 << random.nextInt(13));
            return new Step(
                    random.nextInt(7),
                    random.nextInt(SegmentKind.values().length),
                    random.nextInt(SegmentKind.values().length),
                    random.nextInt(SIZE + 1) - random.nextInt(2),
                    random.nextInt(SIZE + 1) - random.nextInt(2),
                    length - (random.nextInt(50) == 0 ? 2 * length : 0));
        }

        boolean fits() {
            return length >= 0
                    && offset1 >= 0
                    && offset2 >= 0
                    && offset1 <= SIZE - length
                    && offset2 <= SIZE - length;
        }
    }

    @Property(tries = 25)
    void shouldDoAsArraysDo(@ForAll @Size(min = 1, max = 300) List<Long> seeds) {
        Bench bench = new Bench();
        for (long seed : seeds) {
            Step step = Step.of(seed);
            if (step.fits()) {
                bench.apply(step);
            } else {
                bench.assertRefused(step);
            }
        }
        bench.assertSame();
        bench.free();
    }

    @Property(tries = 300)
    void shouldFindADifferenceWhereverItIs(
            @ForAll @IntRange(max = 4) int first,
            @ForAll @IntRange(max = 4) int second,
            @ForAll @IntRange(min = 1, max = 4000) int length,
            @ForAll @IntRange(max = 3999) int place,
            @ForAll @IntRange(max = 90) int shift) {
        Bench bench = new Bench();
        MemorySegment a = bench.segments.get(first);
        MemorySegment b =
                first == second ? SegmentKind.HEAP.create(SIZE) : bench.segments.get(second);
        int at = place % length;
        a.copyTo(3, b, shift, length);
        assertThat(a.mismatch(b, 3, shift, length)).isEqualTo(-1);
        b.put(shift + at, (byte) (b.get(shift + at) ^ 0x80));
        assertThat(a.mismatch(b, 3, shift, length)).isEqualTo(at);
        assertThat(a.equalTo(b, 3, shift, length)).isFalse();
        assertThat(Integer.signum(a.compare(b, 3, shift, length)))
                .isEqualTo(Byte.compareUnsigned(a.get(3 + at), b.get(shift + at)) > 0 ? 1 : -1);
        bench.free();
    }

    /** One segment of each kind with random contents, and its model. */
    private static final class Bench {
        final List<MemorySegment> segments = new ArrayList<>();
        final List<byte[]> models = new ArrayList<>();
        final byte[] scratch = new byte[SIZE];

        Bench() {
            Random random = new Random(11);
            for (SegmentKind kind : SegmentKind.values()) {
                byte[] model = new byte[SIZE];
                random.nextBytes(model);
                MemorySegment segment = kind.create(SIZE);
                segment.put(0, model);
                segments.add(segment);
                models.add(model);
            }
        }

        void apply(Step step) {
            MemorySegment a = segments.get(step.first);
            MemorySegment b = segments.get(step.second);
            byte[] modelA = models.get(step.first);
            byte[] modelB = models.get(step.second);
            int i = step.offset1;
            int j = step.offset2;
            int n = step.length;
            switch (step.operation) {
                case 0 -> {
                    a.copyTo(i, b, j, n);
                    System.arraycopy(modelA, i, modelB, j, n);
                }
                case 1 -> {
                    a.swapBytes(scratch, b, i, j, n);
                    byte[] old = Arrays.copyOfRange(modelA, i, i + n);
                    System.arraycopy(modelB, j, modelA, i, n);
                    System.arraycopy(old, 0, modelB, j, n);
                }
                case 2 -> {
                    a.fill(i, n, (byte) j);
                    Arrays.fill(modelA, i, i + n, (byte) j);
                }
                case 3 -> {
                    int expected = Arrays.mismatch(modelA, i, i + n, modelB, j, j + n);
                    assertThat(a.mismatch(b, i, j, n)).isEqualTo(expected);
                    assertThat(a.equalTo(b, i, j, n)).isEqualTo(expected < 0);
                }
                case 4 -> {
                    int expected = Arrays.compareUnsigned(modelA, i, i + n, modelB, j, j + n);
                    assertThat(Integer.signum(a.compare(b, i, j, n)))
                            .isEqualTo(Integer.signum(expected));
                }
                case 5 -> {
                    MemorySegment model = MemorySegmentFactory.wrap(modelA);
                    assertThat(a.hash(i, n, j)).isEqualTo(model.hash(i, n, j));
                    assertThat(a.crc32c(i, n)).isEqualTo(model.crc32c(i, n));
                }
                default -> {
                    a.get(i, scratch, 0, n);
                    b.put(j, scratch, 0, n);
                    System.arraycopy(modelA, i, modelB, j, n);
                }
            }
        }

        void assertRefused(Step step) {
            MemorySegment a = segments.get(step.first);
            MemorySegment b = segments.get(step.second);
            int i = step.offset1;
            int j = step.offset2;
            int n = step.length;
            assertThatThrownBy(() -> a.copyTo(i, b, j, n))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> a.swapBytes(scratch, b, i, j, n))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> a.mismatch(b, i, j, n))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> a.compare(b, i, j, n))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }

        void assertSame() {
            for (int k = 0; k < segments.size(); k++) {
                byte[] contents = new byte[SIZE];
                segments.get(k).get(0, contents);
                assertThat(contents).isEqualTo(models.get(k));
            }
        }

        void free() {
            segments.forEach(MemorySegment::free);
        }
    }
}
