package io.plimsoll.memory.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.LeakDetection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A segment from birth to death, and after. */
class MemorySegmentLifeTest {

    /** Operations that still answer of a segment that was freed. */
    private static final Set<String> ANSWER_AFTER_FREE =
            Set.of(
                    "size",
                    "free",
                    "isFreed",
                    "isOffHeap",
                    "type",
                    "getArray",
                    "getHeapMemory",
                    "getOwner",
                    "toString");

    private static Map<String, ThrowingCallable> operations(MemorySegment s, MemorySegment live) {
        Map<String, ThrowingCallable> operations = new LinkedHashMap<>();
        for (Accessor accessor : Accessor.all()) {
            String suffix =
                    Character.toUpperCase(accessor.name().charAt(0)) + accessor.name().substring(1);
            String name = accessor.name().equals("byte") ? "" : suffix;
            operations.put("get" + name, () -> accessor.reader().read(s, 0));
            operations.put("put" + name, () -> accessor.writer().write(s, 0, 0));
        }
        operations.put("getBoolean", () -> s.getBoolean(0));
        operations.put("putBoolean", () -> s.putBoolean(0, true));
        operations.put("get(array)", () -> s.get(0, new byte[1]));
        operations.put("put(array)", () -> s.put(0, new byte[1]));
        operations.put("get(empty array)", () -> s.get(0, new byte[0]));
        operations.put("get(array, range)", () -> s.get(0, new byte[3], 1, 1));
        operations.put("put(array, range)", () -> s.put(0, new byte[3], 1, 1));
        operations.put("get(DataOutput)", () -> s.get(output(), 0, 1));
        operations.put("put(DataInput)", () -> s.put(input(), 0, 1));
        operations.put("get(ByteBuffer)", () -> s.get(0, ByteBuffer.allocate(1), 1));
        operations.put("put(ByteBuffer)", () -> s.put(0, ByteBuffer.allocate(1), 1));
        operations.put("get(direct)", () -> s.get(0, ByteBuffer.allocateDirect(1), 1));
        operations.put("put(direct)", () -> s.put(0, ByteBuffer.allocateDirect(1), 1));
        operations.put("copyTo", () -> s.copyTo(0, live, 0, 1));
        operations.put("copyTo(from live)", () -> live.copyTo(0, s, 0, 1));
        operations.put("copyToUnsafe", () -> s.copyToUnsafe(0, new byte[1], 0, 1));
        operations.put("copyFromUnsafe", () -> s.copyFromUnsafe(0, new byte[1], 0, 1));
        operations.put("copyToUnsafe(longs)", () -> s.copyToUnsafe(0, new long[1], 0, 1));
        operations.put("copyFromUnsafe(longs)", () -> s.copyFromUnsafe(0, new long[1], 0, 1));
        operations.put("compare", () -> s.compare(live, 0, 0, 1));
        operations.put("compare(with freed)", () -> live.compare(s, 0, 0, 1));
        operations.put("compare(lengths)", () -> s.compare(live, 0, 0, 1, 1));
        operations.put("equalTo", () -> s.equalTo(live, 0, 0, 1));
        operations.put("equalTo(freed)", () -> live.equalTo(s, 0, 0, 1));
        operations.put("swapBytes", () -> s.swapBytes(new byte[1], live, 0, 0, 1));
        operations.put("swapBytes(with freed)", () -> live.swapBytes(new byte[1], s, 0, 0, 1));
        operations.put("processAsByteBuffer", () -> s.processAsByteBuffer(ByteBuffer::remaining));
        operations.put(
                "processAsByteBuffer(consumer)",
                () -> s.processAsByteBuffer((Consumer<ByteBuffer>) ByteBuffer::clear));
        operations.put("fill", () -> s.fill(0, 1, (byte) 1));
        operations.put("mismatch", () -> s.mismatch(live, 0, 0, 1));
        operations.put("mismatch(with freed)", () -> live.mismatch(s, 0, 0, 1));
        operations.put("hash", () -> s.hash(0, 1, 0));
        operations.put("crc32c", () -> s.crc32c(0, 1));
        for (AtomicAccessor accessor : AtomicAccessor.all()) {
            operations.put(accessor.name(), () -> accessor.call(s, 0));
        }
        operations.put("getOffHeapBuffer", s::getOffHeapBuffer);
        operations.put("getAddress", s::getAddress);
        return operations;
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldRefuseEveryOperationAfterFree(SegmentKind kind) {
        MemorySegment segment = kind.create();
        MemorySegment live = kind.create();
        Map<String, ThrowingCallable> operations = operations(segment, live);
        if (kind != SegmentKind.RELEASED_WHEN_FREED) {
            operations.put("wrap", () -> segment.wrap(0, 1));
            operations.put("asForeignSegment", () -> segment.asForeignSegment(0, 1));
        }
        segment.free();
        assertThat(segment.isFreed()).isTrue();
        operations.forEach((name, operation) ->
                assertThatThrownBy(operation).as(name).isInstanceOf(IllegalStateException.class));
        assertThat(live.isFreed()).isFalse();
    }

    @Test
    void shouldNameEveryPublicOperationInThisTest() {
        Set<String> tested =
                operations(SegmentKind.HEAP.create(), SegmentKind.HEAP.create()).keySet().stream()
                        .map(name -> name.replaceAll("\\(.*", ""))
                        .collect(Collectors.toSet());
        Set<String> untested =
                Stream.of(MemorySegment.class.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .map(method -> method.getName())
                        .filter(name -> !tested.contains(name))
                        .filter(name -> !ANSWER_AFTER_FREE.contains(name))
                        .collect(Collectors.toSet());
        assertThat(untested).containsExactlyInAnyOrder("wrap", "asForeignSegment");
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldSayWhatItIs_afterFreeToo(SegmentKind kind) {
        MemorySegment segment = kind.create();
        for (int round = 0; round < 2; round++) {
            assertThat(segment.size()).isEqualTo(kind.size());
            assertThat(segment.isOffHeap()).isEqualTo(kind != SegmentKind.HEAP);
            assertThat(segment.type())
                    .isEqualTo(kind == SegmentKind.HEAP ? MemoryType.HEAP : MemoryType.OFF_HEAP);
            assertThat(segment.toString()).contains("size=" + kind.size());
            if (round == 0) {
                segment.free();
            }
        }
        assertThat(segment.toString()).contains("freed");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PAGE") // LeakDetectionTest has pages
    void shouldRefuseToBeFreedAgain_namingTheFirstTime(SegmentKind kind) {
        MemorySegment segment = kind.create();
        segment.free();
        assertThatThrownBy(segment::free)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("segment=%s was freed before (expected to be freed once)", segment)
                .satisfies(twice ->
                        assertThat(twice.getCause().getStackTrace())
                                .extracting(StackTraceElement::getMethodName)
                                .contains("shouldRefuseToBeFreedAgain_namingTheFirstTime"));
        assertThat(segment.isFreed()).isTrue();
    }

    // The limit of a freed page tells its size: no range may be so long that the check overflows.
    @Test
    void shouldRefuseRangesOfAnyLength_afterTheLongestRunWasFreed() throws Exception {
        try (MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes(1L << 30)
                        .leakDetection(LeakDetection.DISABLED)
                        .build()) {
            MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
            MemorySegment run = pool.tryAllocateRun(pool.maxRunPages());
            assertThat(run.size()).isEqualTo(1 << 30);
            pool.release(run);
            assertThat(run.size()).isEqualTo(1 << 30);
            int[] edges = {
                0, 1, 8, (1 << 30) - 1, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
            };
            for (int index : edges) {
                for (int length : edges) {
                    assertThatThrownBy(() -> run.hash(index, length, 0))
                            .isInstanceOf(IllegalStateException.class);
                    assertThatThrownBy(() -> run.wrap(index, length))
                            .isInstanceOf(IllegalStateException.class);
                }
                assertThatThrownBy(() -> run.getLong(index))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void shouldGiveItsArrayOnTheHeapOnly() {
        byte[] array = new byte[9];
        MemorySegment heap = MemorySegmentFactory.wrap(array);
        assertThat(heap.getArray()).isSameAs(array);
        assertThat(heap.getHeapMemory()).isSameAs(array);
        assertThatThrownBy(heap::getAddress).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(heap::getOffHeapBuffer).isInstanceOf(IllegalStateException.class);
        heap.free();
        assertThat(heap.getArray()).isSameAs(array);
    }

    @ParameterizedTest
    @EnumSource(value = SegmentKind.class, names = "HEAP", mode = EnumSource.Mode.EXCLUDE)
    void shouldGiveAddressAndBufferOffTheHeapOnly(SegmentKind kind) {
        MemorySegment segment = kind.create();
        assertThatThrownBy(segment::getArray).isInstanceOf(IllegalStateException.class);
        assertThat(segment.getHeapMemory()).isNull();
        assertThat(segment.getAddress()).isPositive();
        ByteBuffer buffer = segment.getOffHeapBuffer();
        assertThat(buffer.capacity()).isEqualTo(segment.size());
        if (kind != SegmentKind.PAGE) {
            assertThat(segment.getOffHeapBuffer()).isSameAs(buffer);
        }
        buffer.put(7, (byte) 99);
        assertThat(segment.get(7)).isEqualTo((byte) 99);
    }

    @ParameterizedTest
    @EnumSource(
            value = SegmentKind.class,
            names = "RELEASED_WHEN_FREED",
            mode = EnumSource.Mode.EXCLUDE)
    void shouldWrapRangesInBuffers(SegmentKind kind) {
        MemorySegment segment = kind.create();
        ByteBuffer buffer = segment.wrap(10, 20);
        assertThat(buffer.position()).isEqualTo(10);
        assertThat(buffer.limit()).isEqualTo(30);
        assertThat(buffer.capacity()).isEqualTo(segment.size());
        buffer.putInt(0x01020304);
        assertThat(segment.getIntBigEndian(10)).isEqualTo(0x01020304);
        assertThat(segment.wrap(segment.size(), 0).remaining()).isZero();
        int size = segment.size();
        int[][] ranges = {{-1, 1}, {0, -1}, {0, size + 1}, {size, 1}, {1, Integer.MAX_VALUE}};
        for (int[] range : ranges) {
            assertThatThrownBy(() -> segment.wrap(range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldNotWrapMemoryThatEndsWithTheSegment() {
        MemorySegment segment = SegmentKind.RELEASED_WHEN_FREED.create();
        assertThatThrownBy(() -> segment.wrap(0, 1))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> segment.asForeignSegment(0, 1))
                .isInstanceOf(UnsupportedOperationException.class);
        segment.free();
    }

    @ParameterizedTest
    @EnumSource(
            value = SegmentKind.class,
            names = "RELEASED_WHEN_FREED",
            mode = EnumSource.Mode.EXCLUDE)
    void shouldShowRangesToThePlatform(SegmentKind kind) {
        MemorySegment segment = kind.create();
        java.lang.foreign.MemorySegment view = segment.asForeignSegment(10, 20);
        assertThat(view.byteSize()).isEqualTo(20);
        view.set(ValueLayout.JAVA_BYTE, 19, (byte) 7);
        assertThat(segment.get(29)).isEqualTo((byte) 7);
        segment.put(10, (byte) 8);
        assertThat(view.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 8);
        assertThatThrownBy(() -> view.get(ValueLayout.JAVA_BYTE, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(segment.asForeignSegment(segment.size(), 0).byteSize()).isZero();
        int size = segment.size();
        int[][] ranges = {{-1, 1}, {0, -1}, {0, size + 1}, {size, 1}, {1, Integer.MAX_VALUE}};
        for (int[] range : ranges) {
            assertThatThrownBy(() -> segment.asForeignSegment(range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    // The view of a direct buffer's memory is all that is left of it: the memory must live on.
    @Test
    void shouldKeepMemoryAlive_whileThePlatformSeesIt() throws Exception {
        java.lang.foreign.MemorySegment view = viewOfLostSegment();
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(5);
        }
        assertThat(view.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 42);
    }

    private static java.lang.foreign.MemorySegment viewOfLostSegment() {
        MemorySegment segment = MemorySegmentFactory.allocateUnpooledOffHeapMemory(1 << 20);
        segment.put(9, (byte) 42);
        java.lang.foreign.MemorySegment view = segment.asForeignSegment(9, 1);
        segment.free();
        return view;
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void shouldLendItsWholeSelfAsBuffer(SegmentKind kind) {
        MemorySegment segment = kind.create();
        segment.putIntBigEndian(4, 77);
        int read = segment.processAsByteBuffer((ByteBuffer buffer) -> buffer.getInt(4));
        assertThat(read).isEqualTo(77);
        segment.processAsByteBuffer((ByteBuffer buffer) -> {
            assertThat(buffer.remaining()).isEqualTo(segment.size());
            buffer.putInt(4, 78);
        });
        assertThat(segment.getIntBigEndian(4)).isEqualTo(78);
    }

    @Test
    void shouldRunCleanerOnce_whenManyThreadsFree() throws Exception {
        int threads = 4;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < 200; round++) {
                AtomicInteger runs = new AtomicInteger();
                AtomicInteger refused = new AtomicInteger();
                MemorySegment segment =
                        MemorySegmentFactory.allocateOffHeapUnsafeMemory(
                                16, null, runs::incrementAndGet);
                CountDownLatch start = new CountDownLatch(1);
                CountDownLatch end = new CountDownLatch(threads);
                for (int i = 0; i < threads; i++) {
                    executor.execute(() -> {
                        awaitQuietly(start);
                        try {
                            segment.free();
                        } catch (IllegalStateException freedBefore) {
                            refused.incrementAndGet();
                        } finally {
                            end.countDown();
                        }
                    });
                }
                start.countDown();
                end.await();
                assertThat(runs).hasValue(1);
                assertThat(refused).hasValue(threads - 1);
            }
        }
    }

    @Test
    void shouldReleaseMemory_whenUnreachable() throws Exception {
        CountDownLatch cleaned = new CountDownLatch(1);
        MemorySegmentFactory.allocateOffHeapUnsafeMemory(16, null, cleaned::countDown);
        for (int i = 0; i < 100 && cleaned.getCount() > 0; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(cleaned.getCount()).isZero();
    }

    // A trim made regions inaccessible that nobody held a page of: a thread that was still reading
    // what another had released took the JVM with it.
    @Test
    void shouldReadZeros_whenItsMemoryWentBackUnderTheReader() throws Exception {
        try (MemoryManager manager = MemoryManager.create(64 << 20, 32 * 1024)) {
            MemorySegment run = manager.rootPool().allocateRun(64);
            run.fill(0, run.size(), (byte) 1);
            ByteBuffer reader = run.wrap(0, run.size());
            run.free();
            long committedBytes = manager.snapshot().pages().committedBytes();
            assertThat(manager.trim()).isPositive();
            assertThat(manager.snapshot().pages().committedBytes()).isLessThan(committedBytes);
            for (int i = 0; i < run.size(); i += 4096) {
                assertThat(reader.get(i)).isZero();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static DataOutputStream output() {
        return new DataOutputStream(new ByteArrayOutputStream());
    }

    private static DataInputStream input() {
        return new DataInputStream(new ByteArrayInputStream(new byte[16]));
    }
}
