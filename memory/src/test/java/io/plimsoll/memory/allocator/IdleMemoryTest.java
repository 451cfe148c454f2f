package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.allocator.OtherThreads.Who;
import io.plimsoll.memory.request.MemoryRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that no block needs is had by whoever lacks it, whichever heap it lies in. */
class IdleMemoryTest {

    private static final int PAGE = 32 * 1024;
    private static final int BUDGET_BYTES = 8 << 20;
    private static final int USUAL = BUDGET_BYTES / 32;

    private final MemoryManager manager = MemoryManager.create(BUDGET_BYTES, PAGE);
    private final OtherThreads threads = new OtherThreads();
    private MemoryPool pool;
    private MemoryPool other;

    @BeforeEach
    void open() throws Exception {
        pool = manager.rootPool().newChild("blocks", 0, BUDGET_BYTES);
        other = manager.rootPool().newChild("other", 0, BUDGET_BYTES);
    }

    @AfterEach
    void close() {
        assertThat(manager.verifyEmpty()).isTrue();
        manager.close();
        threads.close();
    }

    private SizeClassAllocator newAllocator(long retainBytes) {
        return SizeClassAllocator.create(
                pool, AllocatorOptions.defaults("blocks", pool).withRetainBytes(retainBytes));
    }

    private static List<Long> take(BlockAllocator allocator, int count, int sizeBytes)
            throws Exception {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(allocator.allocate(sizeBytes));
        }
        return blocks;
    }

    private void takeTheBudget(MemoryPool by) throws Exception {
        MemoryRequest all = MemoryRequest.pages(BUDGET_BYTES / PAGE).within(Duration.ofMillis(300));
        try (MemoryGrant grant = manager.requests().request(by, all)) {
            assertThat(grant.sizeBytes()).isEqualTo(BUDGET_BYTES);
            assertThat(pool.usedBytes()).isEqualTo(by == pool ? BUDGET_BYTES : 0);
        }
    }

    /** It was denied: what others had freed of a producer's that ended counted as being used. */
    @ParameterizedTest
    @CsvSource({
        "A_NEW_ONE, 0",
        "A_NEW_ONE, " + USUAL,
        "A_VIRTUAL_ONE, 0",
        "A_VIRTUAL_ONE, " + USUAL
    })
    void shouldGrantTheBudgetToAnother_whenAllBlocksOfAnEndedThreadWereFreed(
            Who producer, long retainBytes) throws Exception {
        try (SizeClassAllocator allocator = newAllocator(retainBytes)) {
            List<Long> blocks = threads.call(producer, () -> take(allocator, 6000, 1024));
            threads.run(Who.ANOTHER, () -> blocks.forEach(allocator::free));
            assertThat(allocator.evictableBytes())
                    .isBetween(pool.usedBytes() / 2, pool.usedBytes());
            takeTheBudget(other);
            assertThat(allocator.evictableBytes()).isZero();
            allocator.verify();
        }
    }

    /** What went beyond what is kept at hand was not told, and the outcome was "refused". */
    @ParameterizedTest
    @ValueSource(longs = {0, USUAL})
    void shouldSayAllThatItGaveBack_whenEvicted(long retainBytes) throws Exception {
        try (SizeClassAllocator allocator = newAllocator(retainBytes)) {
            List<Long> blocks = threads.call(Who.A_NEW_ONE, () -> take(allocator, 6000, 1024));
            threads.run(Who.ANOTHER, () -> blocks.forEach(allocator::free));
            long before = pool.usedBytes();
            long evicted = allocator.evict(Long.MAX_VALUE);
            assertThat(evicted).isEqualTo(before - pool.usedBytes()).isEqualTo(before);
        }
    }

    /** It was denied for its own sake: a slab of each class that it would take blocks from. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGrantTheBudget_toAThreadWhoseOwnSlabsAreEmpty(boolean samePool) throws Exception {
        try (SizeClassAllocator allocator = newAllocator(0)) {
            for (int sizeBytes = 16; sizeBytes <= PAGE; sizeBytes += 16) {
                allocator.free(allocator.allocate(sizeBytes));
            }
            assertThat(allocator.evictableBytes()).isPositive();
            takeTheBudget(samePool ? pool : other);
            allocator.verify();
            allocator.free(allocator.allocate(16));
        }
    }

    @Test
    void shouldLeaveBlocksAlone_whenEvicted() throws Exception {
        try (SizeClassAllocator allocator = newAllocator(0)) {
            List<Long> blocks = threads.call(Who.A_NEW_ONE, () -> take(allocator, 6000, 1024));
            Canary kept = Canary.fill(blocks.removeFirst(), 1024, 1);
            threads.run(Who.ANOTHER, () -> blocks.forEach(allocator::free));
            allocator.evict(Long.MAX_VALUE);
            assertThat(allocator.evictableBytes()).isZero();
            assertThat(pool.usedBytes()).isBetween(1L, 16L * PAGE);
            kept.check();
            allocator.free(kept.address());
        }
    }
}
