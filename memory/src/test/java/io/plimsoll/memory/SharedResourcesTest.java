package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.snapshot.PoolFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedResourcesTest {

    private static final int PAGE = 4096;

    private final MemoryManager manager = MemoryManager.create(100 * PAGE, PAGE);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /** A resource that counts its closing, and may fail at it. */
    private final class Cache implements AutoCloseable {
        final long sizeBytes;

        Cache(long sizeBytes) {
            made.incrementAndGet();
            this.sizeBytes = sizeBytes;
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
            if (sizeBytes == 0) {
                throw new IOException("stuck");
            }
        }
    }

    @AfterEach
    void close() {
        manager.verify();
        assertThat(manager.verifyEmpty()).isTrue();
        assertThat(manager.availableMemory()).isEqualTo(100L * PAGE);
        manager.close();
    }

    private OpaqueMemoryResource<Cache> cache(double fraction) throws Exception {
        return manager.getSharedMemoryResourceForManagedMemory("cache", Cache::new, fraction);
    }

    @Test
    void shouldMakeOneForAll_andCloseItWithTheLast() throws Exception {
        OpaqueMemoryResource<Cache> first = cache(0.25);
        OpaqueMemoryResource<Cache> second = cache(0.5);
        assertThat(second.getResourceHandle()).isSameAs(first.getResourceHandle());
        assertThat(second.getSize()).isEqualTo(25L * PAGE);
        assertThat(manager.usedBytes()).isEqualTo(25L * PAGE);
        assertThat(manager.outstanding().toString()).contains("root/shared:cache");
        first.close();
        first.close();
        assertThat(closed).hasValue(0);
        second.close();
        assertThat(closed).hasValue(1);
        cache(0.5).close();
        assertThat(made).hasValue(2);
    }

    @Test
    void shouldNotTouchTheBudget_forExternalOnes() throws Exception {
        OpaqueMemoryResource<Cache> external =
                manager.getExternalSharedMemoryResource("cache", Cache::new, 1 << 30);
        assertThat(external.getResourceHandle().sizeBytes).isEqualTo(1 << 30);
        assertThat(manager.usedBytes()).isZero();
        external.close();
    }

    @Test
    void shouldReserveNothing_whenTheInitializerFails() {
        assertThatThrownBy(() ->
                        manager.getSharedMemoryResourceForManagedMemory(
                                "cache",
                                size -> {
                                    throw new IOException("no " + size);
                                },
                                0.5))
                .isInstanceOf(IOException.class);
        assertThat(manager.usedBytes()).isZero();
    }

    @Test
    void shouldGiveTheMemoryBack_whenTheResourceFailsToClose() throws Exception {
        OpaqueMemoryResource<Cache> stuck =
                manager.getSharedMemoryResourceForManagedMemory("stuck", size -> new Cache(0), 0.5);
        assertThatThrownBy(stuck::close).isInstanceOf(IOException.class);
        assertThat(manager.usedBytes()).isZero();
    }

    @Test
    void shouldBeDenied_whenTheMemoryIsNotToBeHad() throws Exception {
        manager.reserveMemory("job", 60L * PAGE);
        assertThatThrownBy(() -> cache(0.5))
                .isInstanceOf(MemoryAllocationException.class)
                .hasCauseInstanceOf(MemoryReservationException.class)
                .hasMessageContaining("shared resource cache")
                .hasMessageContaining("root/owner:job 245760 bytes");
        assertThat(made).hasValue(0);
        manager.releaseAllMemory("job");
    }

    // Flink has one lock for all types: a slow one holds up all, two that need each other deadlock.
    @Test
    void shouldMakeOthers_whileOneIsBeingMade() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread slow =
                new Thread(() -> {
                    try {
                        manager.getSharedMemoryResourceForManagedMemory(
                                        "slow",
                                        size -> {
                                            entered.countDown();
                                            leave.await();
                                            return new Cache(size);
                                        },
                                        0.1)
                                .close();
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                });
        slow.start();
        entered.await();
        cache(0.1).close();
        assertThat(closed).hasValue(1);
        leave.countDown();
        slow.join();
        assertThat(closed).hasValue(2);
    }

    @Test
    void shouldRefuseBadFractions() {
        for (double fraction : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> cache(fraction)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** It got a second pool and a second resource, and nobody closed the first ones. */
    @Test
    void shouldRefuse_whatAsksForItselfWhileItIsMade() throws Exception {
        assertThatThrownBy(() ->
                        manager.getSharedMemoryResourceForManagedMemory(
                                "loop",
                                _ ->
                                        manager.getSharedMemoryResourceForManagedMemory(
                                                        "loop", Cache::new, 0.1)
                                                .getResourceHandle(),
                                0.1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "type=loop is asked for by its own initializer (expected another type)");
        assertThat(manager.outstanding().isEmpty()).isTrue();
        manager.getSharedMemoryResourceForManagedMemory("loop", Cache::new, 0.1).close();
    }

    /** The ISE of a reservation left the pool for it open. */
    @Test
    void shouldLeaveNoPool_whenTheReservationIsRefusedInAnotherWay() throws Exception {
        MemoryPool lender =
                manager.rootPool().newChild(PoolOptions.named("lender").withEvictable(true));
        MemoryPool asker = manager.rootPool().newChild(PoolOptions.named("asker"));
        lender.reserve(100L * PAGE);
        List<Throwable> refused = new ArrayList<>();
        lender.addEvictor(
                new MemoryEvictor() {
                    @Override
                    public long evictableBytes() {
                        return lender.usedBytes();
                    }

                    @Override
                    public long evict(long bytes) {
                        refused.add(catchThrowable(() -> cache(0.5)));
                        lender.unreserve(bytes);
                        return bytes;
                    }
                });
        asker.request(MemoryRequest.bytes(1)).close();
        assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(manager.snapshot().root().children())
                .extracting(PoolFigures::path)
                .containsExactlyInAnyOrder("root/lender", "root/asker");
        lender.unreserve(lender.usedBytes());
    }
}
