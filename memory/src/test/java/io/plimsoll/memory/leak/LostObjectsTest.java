package io.plimsoll.memory.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.OpaqueMemoryResource;
import io.plimsoll.memory.allocator.SizeClassAllocator;
import io.plimsoll.memory.leak.LeakReport.Cause;
import io.plimsoll.memory.request.MemoryRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The collector finds managers, grants and shared resources that nobody can close any more. */
class LostObjectsTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private final List<LeakReport> leaks = new CopyOnWriteArrayList<>();

    private MemoryManager manager(LeakDetection level) {
        return MemoryManager.builder()
                .memorySizeBytes(100L * PAGE)
                .leakDetection(level)
                .onLeak(leaks::add)
                .build();
    }

    private MemoryManager manager() {
        return manager(LeakDetection.ADVANCED);
    }

    /** Collects until somebody was told, or some time has passed, and until no more come. */
    private List<LeakReport> collect(int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (leaks.isEmpty() && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(20);
        }
        Thread.sleep(200);
        return leaks;
    }

    private List<LeakReport> awaitLeaks() throws InterruptedException {
        assertThat(collect(20)).isNotEmpty();
        return leaks;
    }

    private static LeakSite firstSite(LeakReport report) {
        return report.leaks().getFirst().sites().getFirst();
    }

    @ParameterizedTest
    @EnumSource(
            value = LeakDetection.class,
            names = {"ADVANCED", "PARANOID"})
    void aManagerThatWasNeverClosedIsReported(LeakDetection level) throws Exception {
        loseManager(level);
        // what it had leased is found first
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (managersLost().isEmpty() && System.nanoTime() < deadline) {
            leaks.removeIf(report -> report.cause() != Cause.MANAGER_LOST);
            awaitLeaks();
        }
        assertThat(managersLost()).hasSize(1);
        LeakReport report = managersLost().getFirst();
        assertThat(report.bytes()).isEqualTo(100L * PAGE);
        assertThat(firstSite(report).kind()).isEqualTo(LeaseKind.MANAGER);
        assertThat(firstSite(report).site()).contains("LostObjectsTest.manager(");
        assertThat(firstSite(report).stack()).anyMatch(frame -> frame.contains("loseManager"));
        assertThat(report.toString()).contains("of a manager that was never closed");
    }

    private List<LeakReport> managersLost() {
        return leaks.stream().filter(report -> report.cause() == Cause.MANAGER_LOST).toList();
    }

    private void loseManager(LeakDetection level) throws Exception {
        MemoryManager manager = manager(level);
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        MemoryPool blocks = manager.rootPool().newChild("blocks", 0, Long.MAX_VALUE);
        pool.allocatePages(3);
        pool.reserve(10);
        manager.reserveMemory("owner", 5);
        SizeClassAllocator allocator = SizeClassAllocator.create(blocks);
        allocator.free(allocator.allocate(100));
        pool.request(MemoryRequest.pages(1)).close();
        pool.release(pool.allocatePages(2));
    }

    @Test
    void aManagerThatWasClosedOrIsInUseIsNotLost() throws Exception {
        MemoryManager used = manager();
        MemoryPool pool = used.rootPool().newChild("job", 0, Long.MAX_VALUE);
        closeManager();
        assertThat(collect(1)).isEmpty();
        // whoever has a pool has its manager
        pool.close();
        used.close();
    }

    private void closeManager() {
        manager().close();
        manager().shutdown();
    }

    @Test
    void aLostGrantOfBytesIsReportedAndStaysCharged() throws Exception {
        try (MemoryManager manager = manager()) {
            MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
            loseGrant(pool, MemoryRequest.bytes(1234));
            LeakReport report = awaitLeaks().getFirst();
            assertThat(report.cause()).isEqualTo(Cause.UNREACHABLE);
            assertThat(report.leaks().getFirst().reservedBytes()).isEqualTo(1234);
            assertThat(firstSite(report).kind()).isEqualTo(LeaseKind.RESERVATION);
            assertThat(firstSite(report).site()).contains("loseGrant");
            assertThat(pool.usedBytes()).isEqualTo(1234);
            pool.unreserve(1234);
        }
        assertThat(leaks).hasSize(1);
    }

    @Test
    void thePagesOfALostGrantAreReportedAndComeBack() throws Exception {
        try (MemoryManager manager = manager()) {
            MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
            loseGrant(pool, MemoryRequest.pages(7));
            LeakReport report = awaitLeaks().getFirst();
            assertThat(report.cause()).isEqualTo(Cause.RECOVERED);
            assertThat(leaks.stream().mapToLong(LeakReport::bytes).sum()).isEqualTo(7L * PAGE);
            assertThat(firstSite(report).site()).contains("loseGrant");
            assertThat(pool.usedBytes()).isZero();
        }
    }

    private static void loseGrant(MemoryPool pool, MemoryRequest request) throws Exception {
        assertThat(pool.request(request).sizeBytes()).isPositive();
    }

    @Test
    void grantsThatEndAreFollowedToTheirEnd() throws Exception {
        try (MemoryManager manager = manager()) {
            MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
            MemoryGrant grant = pool.request(MemoryRequest.bytes(100));
            MemoryGrant other = pool.request(MemoryRequest.bytes(50));
            assertThat(sitesOf(pool)).extracting(LeakSite::leases).containsExactly(1L, 1L);
            other.close();
            assertThat(sitesOf(pool)).extracting(LeakSite::bytes).containsExactly(100L);
            grant.detach();
            grant = other; // nobody has the first one any more, and nobody needs it
            assertThat(collect(1)).isEmpty();
            assertThat(grant.sizeBytes()).isZero();
            assertThat(sitesOf(pool)).extracting(LeakSite::bytes).containsExactly(100L);
            assertThat(sitesOf(pool).getFirst().site()).contains("grantsThatEnd");
            pool.unreserve(40);
            assertThat(sitesOf(pool)).extracting(LeakSite::bytes).containsExactly(60L);
            pool.unreserve(60);
            assertThat(pool.outstanding().isEmpty()).isTrue();
            assertThat(manager.snapshot().leases().followed()).isZero();
        }
    }

    private static List<LeakSite> sitesOf(MemoryPool pool) {
        return pool.outstanding().leaks().getFirst().sites();
    }

    @Test
    void aLostHoldOnASharedResourceIsReported() throws Exception {
        MemoryManager manager = manager();
        OpaqueMemoryResource<AutoCloseable> kept = hold(manager, "rocks");
        loseHold(manager, "rocks");
        LeakReport report = awaitLeaks().getFirst();
        assertThat(report.cause()).isEqualTo(Cause.UNREACHABLE);
        assertThat(report.leaks().getFirst().poolPath()).isEqualTo("root/shared:rocks");
        assertThat(firstSite(report).kind()).isEqualTo(LeaseKind.RESOURCE);
        assertThat(firstSite(report).stack()).anyMatch(frame -> frame.contains("loseHold"));
        assertThat(report.bytes()).isEqualTo(50L * PAGE);
        kept.close();
        assertThat(leaks).hasSize(1);
        assertThat(manager.usedBytes()).as("the lost hold keeps the resource").isPositive();
        manager.close();
    }

    @Test
    void aHoldThatWasClosedIsNotLost() throws Exception {
        try (MemoryManager manager = manager()) {
            closeHold(manager);
            assertThat(collect(1)).isEmpty();
            assertThat(manager.verifyEmpty()).isTrue();
        }
    }

    private static void closeHold(MemoryManager manager) throws Exception {
        hold(manager, "rocks").close();
        manager.getExternalSharedMemoryResource("cache", _ -> () -> {}, 10).close();
    }

    private static void loseHold(MemoryManager manager, String type) throws Exception {
        assertThat(Objects.requireNonNull(hold(manager, type)).getSize()).isPositive();
    }

    private static OpaqueMemoryResource<AutoCloseable> hold(MemoryManager manager, String type)
            throws Exception {
        return manager.getSharedMemoryResourceForManagedMemory(type, _ -> () -> {}, 0.5);
    }
}
