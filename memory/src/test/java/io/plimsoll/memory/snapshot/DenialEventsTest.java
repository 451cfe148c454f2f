package io.plimsoll.memory.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.allocator.BlockAllocator;
import io.plimsoll.memory.allocator.BuddyAllocator;
import io.plimsoll.memory.allocator.SizeClassAllocator;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDenial.Reason;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever is denied memory with an exception, listeners hear of it, once and with the picture. */
class DenialEventsTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private final List<MemoryDenial> denials = new ArrayList<>();
    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(100L * PAGE)
                    .listener(
                            new MemoryListener() {
                                @Override
                                public void onDenial(MemoryDenial denial) {
                                    denials.add(denial);
                                }
                            })
                    .build();

    @AfterEach
    void close() {
        manager.verify();
        manager.close();
    }

    private MemoryDenial denialOf(Class<? extends Exception> expected, ThrowingCallable denied) {
        denials.clear();
        assertThatThrownBy(denied).isInstanceOf(expected);
        assertThat(denials).hasSize(1);
        return denials.getFirst();
    }

    @Test
    void poolsTellOfPagesRunsBytesAndMinimumsTheyAreDenied() throws Exception {
        MemoryPool cache = manager.rootPool().newChild("cache", 0, Long.MAX_VALUE);
        MemoryPool job = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        job.setPriority(3);
        cache.reserve(95L * PAGE);
        cache.addEvictor(
                new MemoryEvictor() {
                    @Override
                    public long evictableBytes() {
                        return 7;
                    }

                    @Override
                    public long evict(long targetBytes) {
                        return 0;
                    }
                });

        MemoryDenial denial = denialOf(MemoryAllocationException.class, () -> job.allocatePages(6));
        assertThat(denial.poolPath()).isEqualTo("root/job");
        assertThat(denial.reason()).isEqualTo(Reason.NO_ROOM);
        assertThat(denial.requestedBytes()).isEqualTo(6L * PAGE);
        assertThat(denial.missingBytes()).isEqualTo(PAGE);
        assertThat(denial.priority()).isEqualTo(3);
        assertThat(denial.fullPoolPath()).isEqualTo("root");
        assertThat(denial.holders().getFirst().poolPath()).isEqualTo("root/cache");
        assertThat(denial.sources())
                .containsExactly(new MemoryDenial.Source("root/cache", "evictor", 7, "not asked"));
        assertThat(denial.message()).contains("does not wait").contains("or let it wait");

        assertThat(denialOf(MemoryAllocationException.class, () -> job.allocateRun(6)).request())
                .startsWith("6 pages");
        assertThat(denialOf(MemoryReservationException.class, () -> job.reserve(6L * PAGE)))
                .extracting(MemoryDenial::request)
                .isEqualTo(6L * PAGE + " bytes");
        MemoryPool root = manager.rootPool();
        assertThat(
                        denialOf(
                                        MemoryReservationException.class,
                                        () -> root.newChild("new", 6L * PAGE, 7L * PAGE))
                                .poolPath())
                .isEqualTo("root/new");
        assertThat(manager.snapshot().events().denials()).isEqualTo(4);
        assertThat(manager.snapshot().events().refusals()).isZero();
        cache.unreserve(95L * PAGE);
    }

    @Test
    void ownersTellOfWhatTheyAreDenied() {
        assertThat(
                        denialOf(
                                        MemoryReservationException.class,
                                        () -> manager.reserveMemory("sort", 101L * PAGE))
                                .poolPath())
                .isEqualTo("root/owner:sort");
        assertThat(
                        denialOf(
                                        MemoryAllocationException.class,
                                        () -> {
                                            List<MemorySegment> mine =
                                                    manager.allocatePages("hash", 60);
                                            assertThat(mine).hasSize(60);
                                            manager.allocatePages("sort", 41);
                                        })
                                .poolPath())
                .isEqualTo("root/owner:sort");
        manager.releaseAll("hash");
        assertThat(
                        denialOf(
                                        MemoryAllocationException.class,
                                        () -> {
                                            manager.reserveMemory("hash", 1);
                                            manager.getSharedMemoryResourceForManagedMemory(
                                                    "rocks", _ -> () -> {}, 1.0);
                                        })
                                .poolPath())
                .isEqualTo("root/shared:rocks");
        manager.releaseAllMemory("hash");
    }

    @Test
    void allocatorsTellOfBlocksTheyAreDenied() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("blocks", 0, 10L * PAGE);
        try (BlockAllocator small = SizeClassAllocator.create(pool)) {
            MemoryDenial denial =
                    denialOf(MemoryAllocationException.class, () -> small.allocateBlock(11 * PAGE));
            assertThat(denial.poolPath()).isEqualTo("root/blocks");
            assertThat(denial.requestedBytes()).isEqualTo(11L * PAGE);
        }
        try (BlockAllocator large = BuddyAllocator.create(pool)) {
            assertThat(
                            denialOf(
                                            MemoryAllocationException.class,
                                            () -> large.allocate(9 * PAGE))
                                    .fullPoolPath())
                    .isEqualTo("root/blocks");
        }
    }

    @Test
    void whatOnlyTriesIsCountedAndNobodyIsTold() throws Exception {
        MemoryPool job = manager.rootPool().newChild("job", 0, PAGE);
        assertThat(job.tryReserve(PAGE + 1)).isFalse();
        assertThat(job.tryAllocateRun(2)).isNull();
        assertThat(job.tryAllocatePages(2, new ArrayList<>())).isFalse();
        job.reserve(1);
        assertThat(job.tryAllocatePage()).isNull();
        job.unreserve(1);
        assertThat(denials).isEmpty();
        assertThat(manager.snapshot().events().refusals()).isEqualTo(4);
        assertThat(manager.snapshot().events().denials()).isZero();
        assertThat(manager.snapshot().toString()).contains("0 denials, 4 refusals");
    }
}
