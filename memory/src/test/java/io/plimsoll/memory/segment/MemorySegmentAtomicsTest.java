package io.plimsoll.memory.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ints and longs that threads share. */
class MemorySegmentAtomicsTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;

    private static Stream<SegmentKind> offHeap() {
        return Stream.of(SegmentKind.values()).filter(kind -> kind != SegmentKind.HEAP);
    }

    static Stream<Arguments> kindsAndAccessors() {
        return offHeap()
                .flatMap(kind ->
                        AtomicAccessor.all().stream()
                                .map(accessor -> Arguments.of(kind, accessor)));
    }

    private static MemorySegment filled(SegmentKind kind) {
        MemorySegment segment = kind.create();
        segment.fill(0, segment.size(), (byte) 0x5A);
        return segment;
    }

    /** The first index that lies at a multiple of eight, which is not 0 in a slice of a buffer. */
    private static int firstAligned(MemorySegment segment) {
        return (int) (-segment.getAddress() & 7);
    }

    @ParameterizedTest
    @MethodSource("kindsAndAccessors")
    void shouldDoWhatItsNameSays_toNoOtherByte(SegmentKind kind, AtomicAccessor accessor) {
        Random random = new Random(9);
        MemorySegment segment = filled(kind);
        int first = firstAligned(segment);
        int last = segment.size() - accessor.width();
        for (int index = first; index <= last; index += accessor.width()) {
            long there = accessor.kept(random.nextLong());
            long value = accessor.kept(random.nextLong());
            boolean expectedIsThere = random.nextBoolean();
            long expected = expectedIsThere ? there : accessor.kept(~there);
            byte[] model = new byte[segment.size()];
            accessor.putPlain(segment, index, there);
            segment.get(0, model);

            long result = accessor.operation().apply(segment, index, expected, value);
            long after = accessor.plain(segment, index);
            long swapped = expectedIsThere ? value : there;
            switch (accessor.effect()) {
                case GET -> assertOutcome(result, there, after, there);
                case PUT -> assertOutcome(result, 0, after, value);
                case COMPARE_AND_SET ->
                        assertOutcome(result, expectedIsThere ? 1 : 0, after, swapped);
                case COMPARE_AND_EXCHANGE -> assertOutcome(result, there, after, swapped);
                case GET_AND_ADD ->
                        assertOutcome(result, there, after, accessor.kept(there + value));
                case GET_AND_SET -> assertOutcome(result, there, after, value);
            }
            MemorySegment expectedBytes = MemorySegmentFactory.wrap(model);
            accessor.putPlain(expectedBytes, index, after);
            assertThat(segment.mismatch(expectedBytes, 0, 0, model.length)).isEqualTo(-1);
        }
    }

    private static void assertOutcome(
            long result, long expectedResult, long after, long expectedAfter) {
        assertThat(result).isEqualTo(expectedResult);
        assertThat(after).isEqualTo(expectedAfter);
    }

    @ParameterizedTest
    @MethodSource("kindsAndAccessors")
    void shouldRefuseValuesThatAreNotAligned(SegmentKind kind, AtomicAccessor accessor) {
        MemorySegment segment = filled(kind);
        int first = firstAligned(segment);
        for (int index = first + 1; index < first + accessor.width(); index++) {
            int misaligned = index;
            assertThatThrownBy(() -> accessor.call(segment, misaligned))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("index=" + misaligned + " ")
                    .hasMessageContaining("expected a multiple of " + accessor.width());
        }
        assertUntouched(segment);
    }

    @ParameterizedTest
    @MethodSource("kindsAndAccessors")
    void shouldRefuseEveryIndexOutOfRange(SegmentKind kind, AtomicAccessor accessor) {
        MemorySegment segment = filled(kind);
        int beyond = segment.size() - accessor.width() + 1;
        int[] indexes = {-8, -1, beyond, segment.size(), Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int index : indexes) {
            assertThatThrownBy(() -> accessor.call(segment, index))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("index=" + index);
        }
        assertUntouched(segment);
    }

    private static void assertUntouched(MemorySegment segment) {
        byte[] bytes = new byte[segment.size()];
        segment.get(0, bytes);
        byte[] expected = new byte[bytes.length];
        Arrays.fill(expected, (byte) 0x5A);
        assertThat(bytes).isEqualTo(expected);
    }

    @Test
    void shouldRefuseTheHeap_butFirstWhatIsOutOfRangeOrFreed() {
        MemorySegment segment = SegmentKind.HEAP.create();
        for (AtomicAccessor accessor : AtomicAccessor.all()) {
            assertThatThrownBy(() -> accessor.call(segment, 8))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("expected off-heap memory");
            assertThatThrownBy(() -> accessor.call(segment, segment.size()))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        segment.free();
        for (AtomicAccessor accessor : AtomicAccessor.all()) {
            assertThatThrownBy(() -> accessor.call(segment, 8))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private interface Body {
        void run(int thread);
    }

    private static void inThreads(Body body) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            Future<?>[] futures = new Future<?>[THREADS];
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                futures[thread] = executor.submit(() -> body.run(number));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = SegmentKind.class, names = "HEAP", mode = EnumSource.Mode.EXCLUDE)
    void shouldLoseNoUpdate_whenThreadsAdd(SegmentKind kind) throws Exception {
        MemorySegment segment = kind.create();
        int at = firstAligned(segment);
        segment.fill(0, segment.size(), (byte) 0);
        inThreads(thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                segment.getAndAddLong(at, 1);
                segment.getAndAddInt(at + 8, 2);
                long seen = segment.getLongVolatile(at + 16);
                while (!segment.compareAndSetLong(at + 16, seen, seen + 3)) {
                    seen = segment.getLongVolatile(at + 16);
                }
                int known = segment.getIntOpaque(at + 24);
                int witness = segment.compareAndExchangeInt(at + 24, known, known + 4);
                while (witness != known) {
                    known = witness;
                    witness = segment.compareAndExchangeInt(at + 24, known, known + 4);
                }
            }
        });
        assertThat(segment.getLong(at)).isEqualTo(THREADS * ROUNDS);
        assertThat(segment.getInt(at + 8)).isEqualTo(2 * THREADS * ROUNDS);
        assertThat(segment.getLong(at + 16)).isEqualTo(3L * THREADS * ROUNDS);
        assertThat(segment.getInt(at + 24)).isEqualTo(4 * THREADS * ROUNDS);
    }

    @ParameterizedTest
    @EnumSource(value = SegmentKind.class, names = "HEAP", mode = EnumSource.Mode.EXCLUDE)
    void shouldPublishWhatWasWrittenBefore_whenReleasedAndAcquired(SegmentKind kind)
            throws Exception {
        MemorySegment segment = kind.create();
        int flag = firstAligned(segment);
        int data = flag + 8;
        segment.fill(0, segment.size(), (byte) 0);
        inThreads(thread -> {
            if (thread == 0) {
                for (int round = 1; round <= ROUNDS; round++) {
                    segment.putLong(data, round);
                    segment.putIntRelease(flag, round);
                }
            } else {
                int seen = 0;
                while (seen < ROUNDS) {
                    seen = segment.getIntAcquire(flag);
                    assertThat(segment.getLong(data)).isGreaterThanOrEqualTo(seen);
                }
            }
        });
    }
}
