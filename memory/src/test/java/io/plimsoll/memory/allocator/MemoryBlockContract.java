package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.allocator.run.PageRuns;
import io.plimsoll.memory.allocator.run.PoolRuns;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every allocator promises of the objects that stand for its blocks. */
abstract class MemoryBlockContract {

    static final int PAGE = 4096;
    static final int LIMIT_PAGES = 256;

    final FakeRuns runs = new FakeRuns(PAGE, 1024, LIMIT_PAGES);
    final OtherThreads threads = new OtherThreads();
    final List<AllocatorFigures> leaks = new ArrayList<>();
    BlockAllocator allocator;

    abstract BlockAllocator create(PageRuns source, AllocatorOptions options);

    AllocatorOptions options() {
        return AllocatorOptions.defaults("tested", runs.maxBytes())
                .withRetainBytes(4 * PAGE)
                .withOnLeak(leaks::add);
    }

    @BeforeEach
    void open() {
        allocator = create(runs, options());
    }

    @AfterEach
    void close() {
        allocator.verify();
        allocator.close();
        assertThat(runs.takenPages()).isZero();
        threads.close();
        runs.close();
    }

    @Test
    void shouldCheckEveryAccess_throughABlock() throws Exception {
        MemoryBlock block = allocator.allocateBlock(100);
        assertThat(block.sizeBytes()).isEqualTo(100);
        assertThat(block.usableBytes()).isEqualTo(allocator.usableBytes(block.address()));
        block.putLong(92, 7);
        block.put(0, (byte) 1);
        block.putShort(1, (short) 2);
        block.putInt(3, 3);
        block.putFloat(7, 4.5f);
        block.putDouble(11, 5.5);
        assertThat(block.getLong(92)).isEqualTo(7);
        assertThat(block.get(0)).isEqualTo((byte) 1);
        assertThat(block.getShort(1)).isEqualTo((short) 2);
        assertThat(block.getInt(3)).isEqualTo(3);
        assertThat(block.getFloat(7)).isEqualTo(4.5f);
        assertThat(block.getDouble(11)).isEqualTo(5.5);
        byte[] bytes = {1, 2, 3, 4};
        List<Runnable> accesses =
                List.of(
                        () -> block.getLong(93),
                        () -> block.putLong(-1, 0),
                        () -> block.getInt(Integer.MAX_VALUE),
                        () -> block.put(100, (byte) 0),
                        () -> block.fill(90, 11, (byte) 0),
                        () -> block.fill(1, Integer.MAX_VALUE, (byte) 0),
                        () -> block.put(98, bytes, 0, 4),
                        () -> block.put(0, bytes, 2, 4),
                        () -> block.get(0, bytes, -1, 2),
                        () -> block.get(50, bytes, 0, -1),
                        () -> block.view(1, 100),
                        () -> block.copyTo(0, block, 97, 4));
        for (Runnable access : accesses) {
            assertThatThrownBy(access::run).isInstanceOf(IndexOutOfBoundsException.class);
        }
        block.free();
        assertThat(block.isFreed()).isTrue();
        accesses =
                List.of(
                        () -> block.getLong(0),
                        () -> block.putLong(0, 0),
                        () -> block.fill(0, 0, (byte) 0),
                        block::address,
                        block::sizeBytes,
                        block::free,
                        () -> block.resize(10),
                        () -> block.get(0, bytes, 0, 0));
        for (Runnable access : accesses) {
            assertThatThrownBy(access::run).isInstanceOf(IllegalStateException.class);
        }
        block.close();
    }

    @Test
    void shouldCopyBetweenBlocksSegmentsAndArrays() throws Exception {
        try (MemoryBlock block = allocator.allocateBlock(64);
                MemoryBlock other = allocator.allocateBlock(64)) {
            byte[] bytes = "the quick brown fox".getBytes(StandardCharsets.UTF_8);
            block.put(3, bytes, 0, bytes.length);
            block.copyTo(3, other, 40, bytes.length);
            MemorySegment segment = MemorySegmentFactory.allocateUnpooledSegment(64);
            other.copyTo(40, segment, 7, bytes.length);
            other.fill(0, 64, (byte) 0);
            other.copyFrom(1, segment, 7, bytes.length);
            byte[] read = new byte[bytes.length];
            other.get(1, read, 0, read.length);
            assertThat(read).isEqualTo(bytes);
            assertThat(other.view(1, 3).get(0)).isEqualTo((byte) 't');
            block.resize(block.usableBytes());
            assertThat(block.sizeBytes()).isEqualTo(block.usableBytes());
            assertThatThrownBy(() -> block.resize(block.usableBytes() + 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldLeaveStaleBlocksDead_whenUseAfterFreeIsChecked() throws Exception {
        for (int size : new int[] {100, 20 * PAGE}) {
            MemoryBlock stale = allocator.allocateBlock(size);
            long address = stale.address();
            stale.free();
            MemoryBlock next = allocator.allocateBlock(size);
            assertThat(next.address()).isEqualTo(address);
            assertThat(stale.isFreed()).isTrue();
            next.free();
        }
    }

    @Test
    void shouldMakeNoGarbage() throws Exception {
        AllocatorOptions plain = options().withCheckUseAfterFree(false).withRetainBytes(2 << 20);
        ThreadMXBean threadBean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // on a manager's memory: for any other, assertions make garbage
        try (MemoryManager manager =
                        MemoryManager.builder()
                                .memorySizeBytes(512 * PAGE)
                                .pageSizeBytes(PAGE)
                                .leakDetection(LeakDetection.DISABLED)
                                .build();
                MemoryPool pool = manager.rootPool().newChild("quiet", 0, 512 * PAGE);
                BlockAllocator quiet = create(new PoolRuns(pool), plain)) {
            MemoryBlock[] blocks = new MemoryBlock[200];
            long least = Long.MAX_VALUE;
            // interpreted code makes some until it is compiled, which takes its time
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (least > 0 && System.nanoTime() < deadline) {
                long before = threadBean.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < blocks.length; i++) {
                    blocks[i] = quiet.allocateBlock(100 + i * 5);
                }
                for (MemoryBlock block : blocks) {
                    block.free();
                }
                long used = threadBean.getCurrentThreadAllocatedBytes() - before;
                least = Math.min(least, used);
            }
            assertThat(least).isZero();
        }
    }
}
