package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.memory.process.Resident;
import io.plimsoll.memory.process.ResidentSet;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.region.RegionException;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager keeps the process below its line and finds its size in the container's. */
class ProcessLimitTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    @TempDir private Path root;

    /**
     * What is resident when earlier tests have left nothing that the collector, which returns parts
     * of the heap bit by bit, would still return: pages would be granted in its stead.
     */
    private static long settledBytes() throws InterruptedException {
        System.gc();
        long now = ResidentSet.now().orElseThrow().bytes();
        long before = Long.MAX_VALUE;
        for (int i = 0; now < before && i < 40; i++) {
            Thread.sleep(250);
            before = now - (1 << 20);
            now = ResidentSet.now().orElseThrow().bytes();
        }
        return now;
    }

    @Test
    void shouldDenyWithTheCause_whenTheResidentSetWouldExceedTheLimit() throws Exception {
        assumeTrue(Resident.isMeasurable());
        long before = settledBytes();
        long limit = before + (96L << 20);
        try (MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes(1L << 30)
                        .processLimitBytes(limit)
                        .build()) {
            MemoryPool pool = manager.rootPool().newChild("all", 0, Long.MAX_VALUE);
            List<MemorySegment> pages = new ArrayList<>();
            MemorySegment page = pool.tryAllocatePage();
            while (page != null) {
                page.put(0, new byte[PAGE]);
                pages.add(page);
                page = pool.tryAllocatePage();
            }
            assertThat((long) pages.size() * PAGE).isBetween(16L << 20, 128L << 20);
            // the rest of this process, the test itself, may go on to grow and to shrink
            long now = ResidentSet.now().orElseThrow().bytes();
            assertThat(now).isBetween(limit - (48L << 20), limit + (32L << 20));
            assertThatThrownBy(() -> pool.allocatePages(20_000))
                    .isInstanceOf(MemoryAllocationException.class)
                    .hasMessageContaining("the resident set of the process is ")
                    .hasMessageContaining("limit of " + limit)
                    .hasMessageContaining("raise processLimitBytes of the memory manager to ");
            manager.verify();
            pool.release(pages);
            manager.trim();
            assertThat(pool.tryAllocatePage()).isNotNull();
            manager.shutdown();
        }
    }

    @Test
    void shouldSayWhatLimitWouldDo_whenItIsBelowWhatIsResidentAlready() throws Exception {
        assumeTrue(Resident.isMeasurable());
        try (MemoryManager manager =
                MemoryManager.builder().memorySizeBytes(1 << 30).processLimitBytes(1).build()) {
            MemoryDenial denial =
                    assertThatExceptionOfType(MemoryAllocationException.class)
                            .isThrownBy(() -> manager.rootPool().allocatePages(1))
                            .actual()
                            .denial()
                            .orElseThrow();
            assertThat(denial.request()).isEqualTo("1 page (32768 bytes)");
            assertThat(denial.attempts().toString()).contains(", above its limit already, with ");
            Matcher remedy =
                    Pattern.compile("raise processLimitBytes of the memory manager to (\\d+), .*")
                            .matcher(denial.remedy());
            assertThat(remedy.matches()).as(denial.remedy()).isTrue();
            assertThat(Long.parseLong(remedy.group(1)))
                    .isBetween(10L << 20, ResidentSet.now().orElseThrow().bytes() + (64L << 20));
        }
    }

    @Test
    void shouldNameWhoSizedTheBudget_whenItIsTooSmall() throws Exception {
        writeLimit();
        try (MemoryManager manager =
                MemoryManager.builder().containerFraction(0.25, new SystemMemory(root)).build()) {
            assertThatThrownBy(() -> manager.rootPool().reserve(200L << 20))
                    .hasMessageContaining(
                            "raise the budget of the memory manager to 209715200 (when the manager is built: resize goes up to maxMemorySizeBytes=134217728; it is containerFraction=0.25 of 536870912 bytes")
                    .hasMessageContaining(": 0.40 of it would do)");
            assertThatThrownBy(() -> manager.rootPool().reserve(513L << 20))
                    .hasMessageContaining(": all of it would not do)");
        }
        try (MemoryManager manager =
                MemoryManager.builder()
                        .containerFraction(0.25, new SystemMemory(root))
                        .memorySizeBytes(PAGE)
                        .build()) {
            assertThat(manager.memorySizeSource()).isEqualTo("memorySizeBytes=" + PAGE);
        }
    }

    @Test
    void shouldNameTheOptionsOfThePlan_whenWhatWasPlannedIsTooSmall() throws Exception {
        assumeTrue(Resident.isMeasurable());
        System.setProperty("plimsoll.plan.managedBytes", "1048576");
        System.setProperty("plimsoll.plan.residentBytes", "1048577");
        try (MemoryManager manager = MemoryManager.builder().fromPlan().build()) {
            assertThatThrownBy(() -> manager.rootPool().reserve(1048577))
                    .hasMessageContaining("--managed 2m of `plimsoll plan` would do");
            assertThatThrownBy(() -> manager.rootPool().allocatePages(1))
                    .hasMessageContaining("raise --size of `plimsoll plan` by ")
                    .hasMessageContaining("m (processLimitBytes of the memory manager to ");
        } finally {
            System.clearProperty("plimsoll.plan.managedBytes");
            System.clearProperty("plimsoll.plan.residentBytes");
        }
    }

    // A sorter waited for ever for the pages of its workspace: others had used up the line.
    @Test
    void shouldKeepGuaranteesWithinTheLine() throws Exception {
        assumeTrue(Resident.isMeasurable());
        long limit = settledBytes() + (96L << 20);
        try (MemoryManager manager =
                MemoryManager.builder()
                        .memorySizeBytes(1L << 30)
                        .processLimitBytes(limit)
                        .onLeak(report -> {})
                        .build()) {
            MemoryPool greedy = manager.rootPool().newChild("greedy", 0, Long.MAX_VALUE);
            MemoryPool promised = manager.rootPool().newChild("promised", 40 << 20, 40 << 20);
            List<MemorySegment> pages = new ArrayList<>();
            while (greedy.tryAllocatePages(1, pages)) {}
            assertThat((long) pages.size() * PAGE).isLessThan(80L << 20);
            pages.addAll(promised.allocatePages((40 << 20) / PAGE));
            assertThat(ResidentSet.now().orElseThrow().bytes()).isLessThan(limit + (32L << 20));
            manager.verify();
            pages.forEach(MemorySegment::free);
        }
    }

    // The file of the resident set stayed open when there were no addresses, and what was reserved
    // stayed reserved when something failed later.
    @Test
    void shouldLeaveNothingOpenOrReserved_whenItCannotBeBuilt() throws Exception {
        assumeTrue(Resident.isMeasurable());
        FakeRegions regions = new FakeRegions();
        MemoryManagerBuilder builder =
                MemoryManager.builder()
                        .memorySizeBytes(64 << 20)
                        .processLimitBytes(1L << 40)
                        .regions(regions);
        long before = openFiles("/statm");
        regions.reserveLimitBytes = 0;
        assertThatThrownBy(builder::build).isInstanceOf(RegionException.class);
        assertThat(openFiles("/statm")).isLessThanOrEqualTo(before);

        regions.reserveLimitBytes = Long.MAX_VALUE;
        builder.allocationLogEntries(1 << 30);
        assertThatThrownBy(builder::build).hasMessageContaining("entries=1073741824");
        assertThat(regions.released).isEqualTo(regions.reserved).hasSize(1);
        assertThat(openFiles("/statm")).isLessThanOrEqualTo(before);
    }

    private static long openFiles(String suffix) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                // that of this listing itself is gone by the time it is read
                if (Files.isSymbolicLink(file)
                        && Files.readSymbolicLink(file).toString().endsWith(suffix)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Of 512 MiB, in a control group. */
    private void writeLimit() throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Path group = Files.createDirectories(root.resolve("sys/fs/cgroup/pod"));
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal: 8388608 kB\n");
        Files.writeString(self.resolve("cgroup"), "0::/pod\n");
        Files.writeString(
                self.resolve("mountinfo"), "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
        Files.writeString(group.resolve("memory.max"), "536870912\n");
    }

    @Test
    void shouldTakeAFractionOfTheContainersLimit_andSayWhichItFound() throws Exception {
        writeLimit();
        try (MemoryManager manager =
                MemoryManager.builder().containerFraction(0.25, new SystemMemory(root)).build()) {
            assertThat(manager.getMemorySize()).isEqualTo(128L << 20);
            assertThat(manager.memorySizeSource())
                    .isEqualTo(
                            "containerFraction=0.25 of 536870912 bytes"
                                    + " (/sys/fs/cgroup/pod/memory.max)");
        }
    }

    @Test
    void shouldTakeBudgetAndLimitFromThePlan_thatTheJvmWasStartedWith() {
        String budget = "plimsoll.plan.managedBytes";
        String resident = "plimsoll.plan.residentBytes";
        try {
            System.setProperty(budget, "1048576");
            System.setProperty(resident, String.valueOf(1L << 40));
            try (MemoryManager manager = MemoryManager.builder().fromPlan().build()) {
                assertThat(manager.getMemorySize()).isEqualTo(1 << 20);
                assertThat(manager.memorySizeSource())
                        .isEqualTo("fromPlan: plimsoll.plan.managedBytes=1048576");
                assertThat(manager.rootPool().tryAllocatePage()).isNotNull();
            }
            // less than what is resident already
            System.setProperty(resident, "1048576");
            try (MemoryManager manager = MemoryManager.builder().fromPlan().build()) {
                assertThat(manager.rootPool().tryAllocatePage()).isNull();
            }
            for (String wrong : new String[] {"1m", "-1", "0", ""}) {
                System.setProperty(resident, wrong);
                assertThatThrownBy(() -> MemoryManager.builder().fromPlan())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith(resident + "=" + wrong + " (expected a number");
            }
        } finally {
            System.clearProperty(budget);
            System.clearProperty(resident);
        }
        assertThatThrownBy(() -> MemoryManager.builder().fromPlan())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(budget + "=(not set) (expected a number of bytes: start");
    }

    @Test
    void shouldSayWhereItLooked_whenNoLimitIsKnown() {
        MemoryManagerBuilder builder = MemoryManager.builder();
        assertThatThrownBy(() -> builder.containerFraction(0.5, new SystemMemory(root)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("containerFraction=0.5")
                .hasMessageContaining("/proc/self/cgroup")
                .hasMessageContaining("/proc/meminfo");
        for (double fraction : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> builder.containerFraction(fraction))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("containerFraction=" + fraction);
        }
        assertThatThrownBy(() -> builder.processLimitBytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("processLimitBytes=0 (expected 1 or more)");
    }
}
