package io.plimsoll.memory.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.AllocatorOptions;
import io.plimsoll.memory.allocator.BlockAllocator;
import io.plimsoll.memory.allocator.BuddyAllocator;
import io.plimsoll.memory.allocator.MemoryBlock;
import io.plimsoll.memory.allocator.SizeClassAllocator;
import io.plimsoll.memory.leak.LeakReport.Cause;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each level promises of the blocks of both allocators. */
class BlockLeakTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;
    private static final String SIZE_CLASSES = "size classes";
    private static final String BUDDIES = "buddies";

    private final List<LeakReport> leaks = new CopyOnWriteArrayList<>();
    private final List<MisuseReport> misuses = new CopyOnWriteArrayList<>();
    private final List<MemoryManager> managers = new ArrayList<>();

    @AfterEach
    void close() {
        managers.forEach(MemoryManager::verify);
        managers.forEach(MemoryManager::close);
    }

    private MemoryPool pool(LeakDetection level) throws Exception {
        MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes(200L * PAGE)
                        .leakDetection(level)
                        .onLeak(leaks::add)
                        .onMisuse(misuses::add)
                        .build();
        managers.add(manager);
        return manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
    }

    private BlockAllocator allocator(String kind, LeakDetection level) throws Exception {
        return allocator(kind, pool(level));
    }

    private static BlockAllocator allocator(String kind, MemoryPool pool) {
        AllocatorOptions options =
                AllocatorOptions.defaults("test", pool)
                        .withCheckUseAfterFree(false)
                        .withOnLeak(_ -> {});
        return kind.equals(BUDDIES)
                ? BuddyAllocator.create(pool, options)
                : SizeClassAllocator.create(pool, options);
    }

    private static MemoryBlock take(BlockAllocator allocator, int sizeBytes) throws Exception {
        return allocator.allocateBlock(sizeBytes);
    }

    private static void freeFirst(MemoryBlock block) {
        block.free();
    }

    private static void freeFirst(BlockAllocator allocator, long address) {
        allocator.free(address);
    }

    private static boolean passesThrough(Throwable stack, String method) {
        for (StackTraceElement frame : stack.getStackTrace()) {
            if (frame.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private static List<LeakSite> blocksOf(LeakReport report) {
        return report.leaks().getFirst().sites().stream()
                .filter(site -> site.kind() == LeaseKind.BLOCK)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void blocksThatAreOutAreToldBySite(String kind) throws Exception {
        MemoryPool pool = pool(LeakDetection.ADVANCED);
        BlockAllocator allocator = allocator(kind, pool);
        List<MemoryBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            blocks.add(take(allocator, 1000));
        }
        long address = allocator.allocate(100_000);
        List<LeakSite> sites = blocksOf(pool.outstanding());
        assertThat(sites).extracting(LeakSite::bytes).containsExactly(100_000L, 5000L);
        assertThat(sites.get(1).leases()).isEqualTo(5);
        assertThat(sites.get(1).ages().count()).isEqualTo(5);
        assertThat(sites.get(1).site()).contains("BlockLeakTest.take");
        assertThat(pool.outstanding().toString()).contains(", 6 blocks (105000 bytes)");

        allocator.free(address);
        blocks.removeLast().close();
        assertThat(blocksOf(pool.outstanding())).extracting(LeakSite::bytes).containsExactly(4000L);

        allocator.close();
        assertThat(leaks).hasSize(1);
        LeakReport report = leaks.getFirst();
        assertThat(report.cause()).isEqualTo(Cause.ALLOCATOR_CLOSED);
        assertThat(report.bytes()).isEqualTo(4000);
        assertThat(report.leaks().getFirst().poolPath()).isEqualTo("root/job");
        assertThat(report.leaks().getFirst().blocks()).isEqualTo(4);
        assertThat(blocksOf(report).getFirst().site()).contains("BlockLeakTest.take");
        assertThat(report.toString())
                .startsWith("4000 bytes in blocks that were live when their allocator closed")
                .contains("4 blocks (4000 bytes)");
        assertThat(pool.outstanding().isEmpty()).isTrue();
        assertThat(managers.getFirst().snapshot().leases().followed()).isZero();
        assertThat(blocks).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        SIZE_CLASSES + ",DISABLED",
        SIZE_CLASSES + ",SIMPLE",
        SIZE_CLASSES + ",ADVANCED",
        SIZE_CLASSES + ",PARANOID",
        BUDDIES + ",DISABLED",
        BUDDIES + ",SIMPLE",
        BUDDIES + ",ADVANCED",
        BUDDIES + ",PARANOID"
    })
    void aBlockIsFreedOnce(String kind, LeakDetection level) throws Exception {
        try (BlockAllocator allocator = allocator(kind, level)) {
            long neighbour = allocator.allocate(500);
            long address = allocator.allocate(500);
            freeFirst(allocator, address);
            Throwable again = catchThrowable(() -> allocator.free(address));
            MemoryBlock block = take(allocator, 500);
            freeFirst(block);
            Throwable freed = catchThrowable(block::free);
            Throwable used = catchThrowable(() -> block.getLong(0));
            for (Throwable thrown : List.of(again, freed, used)) {
                assertThat(thrown).isInstanceOf(IllegalStateException.class);
                if (level.isAtLeast(LeakDetection.ADVANCED)) {
                    Throwable first = Objects.requireNonNull(thrown.getCause());
                    assertThat(first).hasMessageStartingWith("released by thread");
                    assertThat(passesThrough(first, "freeFirst")).isTrue();
                    assertThat(first.getCause()).hasMessageStartingWith("leased by thread");
                } else {
                    assertThat(thrown).hasNoCause();
                }
            }
            assertThat(again).hasMessageContaining("freed twice");
            assertThatThrownBy(() -> allocator.free(neighbour + 16))
                    .isInstanceOf(IllegalStateException.class)
                    .hasNoCause();
            allocator.free(neighbour);
            allocator.verify();
        }
        assertThat(leaks).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void whatWasFreedAsAnAddressIsDeadAsAnObject(String kind) throws Exception {
        try (BlockAllocator allocator = allocator(kind, LeakDetection.ADVANCED)) {
            MemoryBlock block = take(allocator, 300);
            freeFirst(allocator, block.address());
            Throwable thrown = catchThrowable(block::free);
            assertThat(passesThrough(Objects.requireNonNull(thrown.getCause()), "freeFirst"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void aFreedBlockStaysDeadWhenItsPlaceIsUsedAgain(String kind) throws Exception {
        try (BlockAllocator allocator = allocator(kind, LeakDetection.ADVANCED)) {
            MemoryBlock stale = take(allocator, 300);
            long address = stale.address();
            freeFirst(stale);
            try (MemoryBlock next = take(allocator, 300)) {
                assertThat(next.address()).isEqualTo(address);
                assertThat(next).isNotSameAs(stale);
                Throwable thrown = catchThrowable(() -> stale.getInt(0));
                assertThat(passesThrough(Objects.requireNonNull(thrown.getCause()), "freeFirst"))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void aBlockThatGrowsIsFollowedWhereverItGoes(String kind) throws Exception {
        MemoryPool pool = pool(LeakDetection.PARANOID);
        try (BlockAllocator allocator = allocator(kind, pool)) {
            long address = allocator.allocate(1030);
            for (int size = 1100; size < 300_000; size = size * 5 / 4) {
                address = allocator.tryReallocate(address, size);
                RawMemory.fill(address, allocator.usableBytes(address), (byte) 7);
                assertThat(blocksOf(pool.outstanding()))
                        .extracting(LeakSite::bytes)
                        .containsExactly((long) size);
            }
            address = allocator.tryReallocate(address, 1000);
            assertThat(blocksOf(pool.outstanding()))
                    .extracting(LeakSite::bytes)
                    .containsExactly(1000L);
            allocator.free(address);
            allocator.verify();
        }
        assertThat(leaks).isEmpty();
        assertNoMisuse();
    }

    @ParameterizedTest
    @CsvSource({
        SIZE_CLASSES + ",take",
        SIZE_CLASSES + ",verify",
        SIZE_CLASSES + ",trim",
        SIZE_CLASSES + ",close",
        BUDDIES + ",take",
        BUDDIES + ",verify",
        BUDDIES + ",trim",
        BUDDIES + ",close"
    })
    void paranoidFindsWritesToFreedBlocks(String kind, String when) throws Exception {
        MemoryPool pool = pool(LeakDetection.PARANOID);
        BlockAllocator allocator = allocator(kind, pool);
        MemoryBlock block = take(allocator, 2000);
        long address = block.address();
        ByteBuffer stale = block.view(0, 2000);
        freeFirst(block);
        assertThat(stale.get(1999)).isEqualTo((byte) 0xDF);
        stale.put(1234, (byte) 0);
        switch (when) {
            case "take" -> take(allocator, 2000).free();
            case "verify" -> {
                allocator.verify();
                allocator.verify();
            }
            case "trim" -> allocator.trim();
            default -> allocator.close();
        }
        await(() -> !misuses.isEmpty());
        allocator.close();
        Thread.sleep(50);
        assertThat(misuses).hasSize(1);
        MisuseReport misuse = misuses.getFirst();
        assertThat(misuse.kind()).isEqualTo(LeaseKind.BLOCK);
        assertThat(misuse.poolPath()).isEqualTo("root/job");
        assertThat(misuse.address()).isEqualTo(address);
        assertThat(misuse.offset()).isEqualTo(1234);
        assertThat(misuse.value()).isZero();
        assertThat(misuse.toString()).contains("byte 1234 of the block");
        Throwable released = Objects.requireNonNull(misuse.lastLease());
        assertThat(passesThrough(released, "freeFirst")).isTrue();
        assertThat(passesThrough(Objects.requireNonNull(released.getCause()), "take")).isTrue();
    }

    /** Blocks cut differently, freed by other threads, grown: no live one is taken for a dead. */
    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void writesToLiveBlocksAreNoMisuse(String kind) throws Exception {
        try (BlockAllocator allocator = allocator(kind, LeakDetection.PARANOID)) {
            ConcurrentLinkedQueue<Long> shared = new ConcurrentLinkedQueue<>();
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int seed = 0; seed < 6; seed++) {
                Random random = new Random(seed);
                Runnable work = () -> churn(allocator, shared, random);
                threads.add(
                        (seed < 3 ? Thread.ofPlatform() : Thread.ofVirtual())
                                .uncaughtExceptionHandler((_, thrown) -> failures.add(thrown))
                                .start(work));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            shared.forEach(allocator::free);
            allocator.verify();
            allocator.trim();
        }
        assertThat(leaks).isEmpty();
        assertNoMisuse();
    }

    private static void churn(
            BlockAllocator allocator, ConcurrentLinkedQueue<Long> shared, Random random) {
        for (int i = 0; i < 2000; i++) {
            int size = 1 + random.nextInt(1 << 4 + random.nextInt(13));
            long block = allocator.tryAllocate(size);
            if (block != BlockAllocator.NONE) {
                RawMemory.fill(block, allocator.usableBytes(block), (byte) i);
                shared.add(block);
            }
            Long other = random.nextInt(100) < 60 || i > 1000 ? shared.poll() : null;
            if (other != null) {
                allocator.free(other);
            }
            if (random.nextInt(200) == 0) {
                allocator.trim();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void lostBlocksAreReported(String kind) throws Exception {
        try (BlockAllocator allocator = allocator(kind, LeakDetection.ADVANCED)) {
            List<Long> addresses = loseBlocks(allocator);
            awaitLeak();
            LeakReport report = leaks.getFirst();
            assertThat(report.cause()).isEqualTo(Cause.UNREACHABLE);
            assertThat(report.bytes()).isEqualTo(3 * 700L);
            assertThat(blocksOf(report).getFirst().leases()).isEqualTo(3);
            assertThat(blocksOf(report).getFirst().site()).contains("loseBlocks");
            assertThat(leaks).hasSize(1);
            // who knows the address can still free it, once
            allocator.free(addresses.getFirst());
            assertThatThrownBy(() -> allocator.free(addresses.getFirst()))
                    .isInstanceOf(IllegalStateException.class);
            allocator.verify();
        }
        assertThat(leaks).as("what was lost is not told twice").hasSize(1);
    }

    private static List<Long> loseBlocks(BlockAllocator allocator) throws Exception {
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            addresses.add(allocator.allocateBlock(700).address());
        }
        return addresses;
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZE_CLASSES, BUDDIES})
    void aLostAllocatorIsReported(String kind) throws Exception {
        MemoryPool pool = pool(LeakDetection.ADVANCED);
        loseAllocator(kind, pool);
        awaitLeak();
        assertThat(leaks.stream().map(LeakReport::cause)).containsOnly(Cause.UNREACHABLE);
        LeakSite site = leaks.getFirst().leaks().getFirst().sites().getFirst();
        assertThat(site.kind()).isEqualTo(LeaseKind.PAGE);
        assertThat(site.site()).contains("loseAllocator");
        assertThat(pool.usedBytes()).isPositive();
        managers.clear(); // I4: its pages have no lessee
        pool.close();
    }

    private static void loseAllocator(String kind, MemoryPool pool) throws Exception {
        BlockAllocator allocator = allocator(kind, pool);
        assertThat(allocator.allocate(100)).isNotEqualTo(BlockAllocator.NONE);
    }

    private void assertNoMisuse() throws InterruptedException {
        Thread.sleep(20);
        assertThat(misuses).isEmpty();
    }

    private void awaitLeak() throws InterruptedException {
        await(() -> {
            System.gc();
            return !leaks.isEmpty();
        });
        Thread.sleep(200);
        assertThat(leaks).isNotEmpty();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
    }
}
