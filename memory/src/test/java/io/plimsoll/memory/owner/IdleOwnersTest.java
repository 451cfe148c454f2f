package io.plimsoll.memory.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.segment.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Owners that have given all back are remembered for a while, and nobody can tell. */
@Timeout(60)
class IdleOwnersTest {

    private static final int PAGE = 4096;
    private static final long BUDGET = 1000L * PAGE;

    private final List<LeakReport> leaks = new ArrayList<>();
    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(BUDGET)
                    .pageSizeBytes(PAGE)
                    .onLeak(leaks::add)
                    .build();

    @AfterEach
    void nothingIsLeft() {
        manager.verify();
        assertThat(manager.availableMemory()).isEqualTo(BUDGET);
        manager.close();
        assertThat(leaks).isEmpty();
    }

    private void comeAndGo(Object owner) throws Exception {
        manager.reserveMemory(owner, 100);
        manager.releaseMemory(owner, 100);
    }

    @Test
    void shouldNotShowThem() throws Exception {
        comeAndGo("idle");
        manager.reserveMemory("busy", 100);
        assertThat(manager.snapshot().root().children())
                .singleElement()
                .satisfies(pool -> assertThat(pool.path()).isEqualTo("root/owner:busy"));
        manager.releaseAllMemory("busy");
        assertThat(manager.snapshot().root().children()).isEmpty();
        assertThat(manager.outstanding().isEmpty()).isTrue();
    }

    @Test
    void shouldServeThemAgain_afterASnapshot() throws Exception {
        comeAndGo("owner");
        manager.snapshot();
        List<MemorySegment> pages = manager.allocatePages("owner", 3);
        assertThat(manager.snapshot().root().children()).hasSize(1);
        manager.release(pages);
    }

    /** A page that freed itself stayed on its owner's account, which was never idle again. */
    @Test
    void shouldKnowAPageThatFreedItself() throws Exception {
        manager.allocatePages("owner", 3).forEach(MemorySegment::free);
        MemorySegment page = manager.rootPool().tryAllocatePage();
        assertThat(page).isNotNull();
        manager.rootPool().release(page);
    }

    /** A page of a pool was ignored, and lost. */
    @Test
    void shouldTakeBackAPageOfAPool() throws Exception {
        MemoryPool pool = manager.rootPool().newChild("pool", 0, BUDGET);
        MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
        try (MemoryManager other = MemoryManager.create(BUDGET, PAGE)) {
            other.release(page);
            assertThat(page.isFreed()).isFalse();
        }
        manager.release(page);
        assertThat(page.isFreed()).isTrue();
        assertThat(pool.usedBytes()).isZero();
        pool.close();
    }

    @Test
    void shouldLetTheRootTakeMemoryItself() throws Exception {
        comeAndGo("owner");
        MemorySegment page = manager.rootPool().tryAllocatePage();
        assertThat(page).isNotNull();
        manager.rootPool().release(page);
        comeAndGo("owner");
        assertThat(manager.rootPool().tryReserve(BUDGET)).isTrue();
        manager.rootPool().unreserve(BUDGET);
    }

    @Test
    void shouldDenyNobody_whatTheyHaveAtHand() throws Exception {
        for (int i = 0; i < 8; i++) {
            comeAndGo("idle " + i);
        }
        manager.reserveMemory("greedy", BUDGET);
        manager.releaseAllMemory("greedy");
        manager.rootPool().newChild("pool", BUDGET, BUDGET).close();
    }

    @Test
    void shouldForgetAllButAFew() throws Exception {
        List<WeakReference<Object>> owners = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Object owner = new Object();
            owners.add(new WeakReference<>(owner));
            comeAndGo(owner);
        }
        assertThat(survivors(owners)).isLessThanOrEqualTo(10);
        manager.trimIdle();
        assertThat(survivors(owners)).isLessThanOrEqualTo(2);
    }

    private static long survivors(List<WeakReference<Object>> owners) throws Exception {
        long left = owners.size();
        for (int i = 0; i < 10 && left > 0; i++) {
            System.gc();
            Thread.sleep(5);
            left = owners.stream().filter(owner -> owner.get() != null).count();
        }
        return left;
    }

    @Test
    void shouldLoseNothing_whenOwnersComeAndGoFromManyThreads() throws Exception {
        List<Future<Void>> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                int seed = i;
                done.add(executor.submit(() -> comeAndGo(new SplittableRandom(seed))));
            }
        }
        for (Future<Void> task : done) {
            task.get();
        }
    }

    private Void comeAndGo(SplittableRandom random) throws Exception {
        for (int i = 0; i < 20_000; i++) {
            Object owner = "owner " + random.nextInt(16);
            switch (random.nextInt(8)) {
                case 0 -> manager.release(manager.allocatePages(owner, 1 + random.nextInt(3)));
                case 1 -> manager.snapshot();
                case 2 -> manager.trimIdle();
                default -> comeAndGo(owner);
            }
        }
        return null;
    }
}
