package io.plimsoll.memory.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.LeakReport.Leak;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each level promises, seen through the public API. */
class LeakDetectionTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

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
                        .memorySizeBytes(100L * PAGE)
                        .leakDetection(level)
                        .leakSampleBytes(1) // of the sampling level all leases, too
                        .onLeak(leaks::add)
                        .onMisuse(misuses::add)
                        .build();
        managers.add(manager);
        return manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
    }

    private static MemorySegment lease(MemoryPool pool) {
        return Objects.requireNonNull(pool.tryAllocatePage());
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void everyLevelReportsWhatIsOutWhenAPoolCloses(LeakDetection level) throws Exception {
        MemoryPool pool = pool(level);
        List<MemorySegment> pages = pool.allocatePages(3);
        pool.reserve(10);
        pool.close();
        assertThat(leaks).hasSize(1);
        Leak leak = leaks.get(0).leaks().get(0);
        assertThat(leak.poolPath()).isEqualTo("root/job");
        assertThat(leak.pages()).isEqualTo(3);
        assertThat(leak.bytes()).isEqualTo(3L * PAGE + 10);
        pool.release(pages);
        pool.unreserve(10);
    }

    @ParameterizedTest
    @EnumSource(value = LeakDetection.class, mode = EnumSource.Mode.EXCLUDE, names = "DISABLED")
    void everyLevelButTheFirstNamesTheSite(LeakDetection level) throws Exception {
        MemoryPool pool = pool(level);
        List<MemorySegment> pages = leaseHere(pool, 5);
        MemorySegment other = lease(pool);
        List<LeakSite> sites = pool.outstanding().leaks().get(0).sites();
        assertThat(sites).hasSize(2);
        LeakSite site = sites.get(0);
        assertThat(site.kind()).isEqualTo(LeaseKind.PAGE);
        assertThat(site.site()).contains("LeakDetectionTest.leaseHere(LeakDetectionTest.java:");
        assertThat(site.stack().get(1)).contains("everyLevelButTheFirstNamesTheSite");
        assertThat(site.leases()).isEqualTo(5);
        assertThat(site.ages().count()).isEqualTo(5);
        assertThat(site.ages().older()).isZero();
        assertThat(site.bytes()).isEqualTo(5L * PAGE);
        assertThat(site.estimated()).isEqualTo(level == LeakDetection.SIMPLE);
        assertThat(sites.get(1).site()).contains("LeakDetectionTest.lease(");
        assertThat(pool.outstanding().toString())
                .contains("root/job: 6 pages")
                .contains("page leases (5 <1s) from io.plimsoll.memory.leak.LeakDetectionTest");
        pool.release(pages);
        assertThat(pool.outstanding().leaks().get(0).sites()).hasSize(1);
        pool.release(other);
        assertThat(pool.outstanding().isEmpty()).isTrue();
    }

    private static List<MemorySegment> leaseHere(MemoryPool pool, int count) throws Exception {
        return pool.allocatePages(count);
    }

    @Test
    void theSiteIsTheUsersWhicheverWayIsTaken() throws Exception {
        MemoryPool pool = pool(LeakDetection.ADVANCED);
        MemoryManager manager = managers.get(0);
        List<MemorySegment> pages = new ArrayList<>(pool.allocatePages(1));
        pages.addAll(pool.allocatePages(1, Duration.ZERO));
        pages.add(pool.allocateRun(2));
        pages.addAll(pool.request(MemoryRequest.pages(1)).detach());
        pool.reserve(10);
        pool.reserve(10, Duration.ZERO);
        manager.allocatePages("owner", 1);
        manager.reserveMemory("owner", 10);
        List<LeakSite> sites =
                manager.outstanding().leaks().stream()
                        .flatMap(leak -> leak.sites().stream())
                        .toList();
        assertThat(sites).hasSize(8);
        assertThat(sites)
                .allMatch(site -> site.site().contains("theSiteIsTheUsersWhicheverWayIsTaken"));
        pool.release(pages);
        pool.unreserve(20);
        manager.releaseAll("owner");
        manager.releaseAllMemory("owner");
    }

    @Test
    void noSiteIsKnownWhenDisabled() throws Exception {
        MemoryPool pool = pool(LeakDetection.DISABLED);
        MemorySegment page = lease(pool);
        assertThat(pool.outstanding().leaks().get(0).sites()).isEmpty();
        pool.release(page);
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void everyLevelRefusesToReleaseTwice(LeakDetection level) throws Exception {
        MemoryPool pool = pool(level);
        MemorySegment page = lease(pool);
        releaseFirst(pool, page);
        Throwable thrown = catchThrowable(() -> pool.release(page));
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        if (level.isAtLeast(LeakDetection.ADVANCED)) {
            Throwable first = Objects.requireNonNull(thrown.getCause());
            assertThat(first).hasMessageStartingWith("released by thread");
            assertThat(first.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("releaseFirst"));
            Throwable leased = Objects.requireNonNull(first.getCause());
            assertThat(leased).hasMessageStartingWith("leased by thread");
            assertThat(leased.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("lease"));
            assertThatThrownBy(page::free).hasCause(first);
            assertThatThrownBy(() -> page.getLong(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                            "page=0x[0-9a-f]+ of root/job has been freed \\(expected a live one\\)")
                    .hasCause(first);
        } else {
            assertThatCode(page::free).doesNotThrowAnyException();
            assertThatThrownBy(() -> page.getLong(0))
                    .hasMessage("the segment has been freed (expected a live one)")
                    .hasNoCause();
        }
        assertThat(pool.usedBytes()).isZero();
    }

    private static void releaseFirst(MemoryPool pool, MemorySegment page) {
        pool.release(page);
    }

    /** Whoever is first and whoever is second, the second is refused and the first is named. */
    @ParameterizedTest
    @ValueSource(strings = {"free", "free of an owner's", "pool", "pool, all"})
    void everyWayToReleaseASecondTimeNamesTheFirst(String second) throws Exception {
        MemoryPool job = pool(LeakDetection.ADVANCED);
        MemoryManager manager = managers.get(0);
        for (String first : List.of("free", "release")) {
            boolean owned = second.endsWith("owner's");
            MemorySegment page = owned ? manager.allocatePages("owner", 1).get(0) : lease(job);
            releaseOneWay(first, job, manager, owned, page);
            List<MemorySegment> pages = new ArrayList<>(List.of(page));
            Throwable thrown =
                    catchThrowable(() -> {
                        switch (second) {
                            case "pool" -> job.release(page);
                            case "pool, all" -> job.release(pages);
                            default -> page.free();
                        }
                    });
            assertThat(thrown)
                    .as("%s, then %s", first, second)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("released twice");
            Throwable cause = Objects.requireNonNull(thrown.getCause());
            assertThat(cause.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("releaseOneWay"));
            manager.releaseAll("owner");
        }
        assertThat(manager.verifyEmpty()).isTrue();
    }

    private static void releaseOneWay(
            String way, MemoryPool job, MemoryManager manager, boolean owned, MemorySegment page) {
        if (way.equals("free")) {
            page.free();
        } else if (owned) {
            manager.release(page);
        } else {
            job.release(page);
        }
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void staleReferencesStayDeadFromAdvancedOn(LeakDetection level) throws Exception {
        MemoryPool pool = pool(level);
        MemorySegment stale = lease(pool);
        pool.release(stale);
        assertThatThrownBy(() -> stale.get(0)).isInstanceOf(IllegalStateException.class);
        List<MemorySegment> all = pool.allocatePages(100);
        assertThat(all.contains(stale)).isEqualTo(!level.isAtLeast(LeakDetection.ADVANCED));
        assertThat(stale.isFreed()).isEqualTo(level.isAtLeast(LeakDetection.ADVANCED));
        pool.release(all);
    }

    @Test
    void paranoidFindsWritesAfterRelease() throws Exception {
        MemoryPool pool = pool(LeakDetection.PARANOID);
        MemorySegment page = lease(pool);
        ByteBuffer stale = page.wrap(0, PAGE);
        pool.release(page);
        assertThat(stale.get(7)).isEqualTo((byte) 0xDF);
        stale.put(20_000, (byte) 1);
        List<MemorySegment> all = pool.allocatePages(100);
        for (int i = 0; misuses.isEmpty() && i < 1000; i++) {
            Thread.sleep(10);
        }
        assertThat(misuses).hasSize(1);
        MisuseReport misuse = misuses.get(0);
        assertThat(misuse.poolPath()).isEqualTo("root/job");
        assertThat(misuse.offset()).isEqualTo(20_000);
        assertThat(misuse.value()).isEqualTo((byte) 1);
        assertThat(misuse.toString())
                .contains("byte 20000 of the page")
                .contains("is 0x01 (expected 0xdf, ");
        Throwable released = Objects.requireNonNull(misuse.lastLease());
        assertThat(Objects.requireNonNull(released.getCause()).getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("lease"));
        pool.release(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "trim", "trimIdle", "close", "lower the budget"})
    void paranoidLooksAtWhatRestsBeforeItGoes(String way) throws Exception {
        MemoryPool pool = pool(LeakDetection.PARANOID);
        MemoryManager manager = managers.get(0);
        MemorySegment page = lease(pool);
        MemorySegment run = Objects.requireNonNull(pool.tryAllocateRun(3));
        List<ByteBuffer> stale = List.of(page.wrap(0, PAGE), run.wrap(0, 3 * PAGE));
        manager.trimIdle();
        pool.release(page);
        pool.release(run);
        manager.trimIdle(); // from here on they are idle
        stale.get(0).put(PAGE - 1, (byte) 0);
        stale.get(1).put(2 * PAGE + 5, (byte) 3);
        switch (way) {
            case "verify" -> {
                manager.verify();
                manager.verify(); // what was told is not told again
            }
            case "trim" -> manager.trim();
            case "trimIdle" -> manager.trimIdle();
            case "close" -> manager.close();
            default -> manager.resize(0);
        }
        awaitMisuses(2);
        assertThat(misuses)
                .extracting(MisuseReport::offset, MisuseReport::value)
                .containsExactlyInAnyOrder(tuple(PAGE - 1L, (byte) 0), tuple(5L, (byte) 3));
        if (way.equals("close")) {
            managers.clear();
        }
    }

    private void awaitMisuses(int count) throws InterruptedException {
        for (int i = 0; misuses.size() < count && i < 1000; i++) {
            Thread.sleep(10);
        }
        Thread.sleep(20);
    }

    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void onlyParanoidLetsReleasedPagesRest(LeakDetection level) throws Exception {
        MemoryPool pool = pool(level);
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            MemorySegment page = lease(pool);
            addresses.add(page.getAddress());
            pool.release(page);
        }
        boolean rests = level == LeakDetection.PARANOID;
        assertThat(addresses.stream().distinct().count()).isEqualTo(rests ? 12 : 1);
        // nobody is denied anything for it
        MemoryPool other = managers.get(0).rootPool().newChild("other", 0, Long.MAX_VALUE);
        other.release(other.allocatePages(100));
        MemorySegment run = other.allocateRun(100);
        other.release(run);
        assertThat(managers.get(0).snapshot().pages().heldPages()).isLessThanOrEqualTo(16);
    }

    @Test
    void paranoidIsNotMisledByMemoryThatTheSystemTook() throws Exception {
        MemoryPool pool = pool(LeakDetection.PARANOID);
        pool.release(pool.allocatePages(100));
        assertThat(managers.get(0).trim()).isPositive();
        pool.release(pool.allocatePages(100));
        assertThat(misuses).isEmpty();
    }

    @Test
    void lostPagesAreReportedAndGivenBack() throws Exception {
        MemoryPool pool = pool(LeakDetection.ADVANCED);
        losePages(pool, 20);
        LeakReport report = awaitReport();
        assertThat(report.cause()).isEqualTo(LeakReport.Cause.RECOVERED);
        assertThat(leaks.stream().mapToLong(LeakReport::bytes).sum()).isEqualTo(20L * PAGE);
        assertThat(report.leaks().get(0).poolPath()).isEqualTo("root/job");
        assertThat(report.leaks().get(0).sites().get(0).site()).contains("losePages");
        assertThat(pool.usedBytes()).isZero();
        pool.release(pool.allocatePages(100));
    }

    private static void losePages(MemoryPool pool, int count) throws Exception {
        pool.allocatePages(count);
    }

    @Test
    void lostPagesOfWhichAnAddressIsOutStayCharged() throws Exception {
        MemoryPool pool = pool(LeakDetection.ADVANCED);
        long address = loseAddress(pool);
        LeakReport report = awaitReport();
        assertThat(address).isNotZero();
        assertThat(report.cause()).isEqualTo(LeakReport.Cause.UNREACHABLE);
        assertThat(report.leaks().get(0).pages()).isEqualTo(1);
        assertThat(pool.usedBytes()).isEqualTo(PAGE);
        managers.clear(); // I4: this page has no lessee
        pool.close();
    }

    private static long loseAddress(MemoryPool pool) {
        return lease(pool).getAddress();
    }

    @Test
    void aLostPoolIsClosed() throws Exception {
        MemoryPool job = pool(LeakDetection.ADVANCED);
        MemoryPool root = Objects.requireNonNull(job.parent());
        losePool(root);
        assertThat(root.availableBytes()).isEqualTo(60L * PAGE);
        LeakReport report = awaitReport();
        assertThat(report.leaks().get(0).poolPath()).isEqualTo("root/lost");
        assertThat(report.leaks().get(0).sites().get(0).kind()).isEqualTo(LeaseKind.POOL);
        assertThat(root.availableBytes()).isEqualTo(100L * PAGE);
        job.close();
    }

    private static void losePool(MemoryPool root) throws Exception {
        root.newChild("lost", 40L * PAGE, 50L * PAGE);
    }

    @Test
    void aPoolInUseByItsChildrenIsNotLost() throws Exception {
        MemoryPool job = pool(LeakDetection.ADVANCED);
        MemoryPool root = Objects.requireNonNull(job.parent());
        MemoryPool leaf = root.newChild("group", 0, 50L * PAGE).newChild("sort", PAGE, 50L * PAGE);
        losePool(root);
        assertThat(awaitReport().leaks()).hasSize(1);
        assertThat(leaks).hasSize(1);
        MemorySegment page = lease(leaf);
        leaf.release(page);
        leaf.close();
        job.close();
    }

    /** Collects until there is a report, and until no more come. */
    private LeakReport awaitReport() throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (leaks.isEmpty() && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(20);
        }
        Thread.sleep(200);
        assertThat(leaks).isNotEmpty();
        return leaks.get(0);
    }
}
