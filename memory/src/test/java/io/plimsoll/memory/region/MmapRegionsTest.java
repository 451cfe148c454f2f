package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.process.Resident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MmapRegionsTest extends RegionSourceContract {

    private final MmapRegions regions = regions(false);

    private static MmapRegions regions(boolean hugePages) {
        MmapPlatform platform = MmapPlatform.current();
        assumeTrue(platform != null);
        return new MmapRegions(platform, hugePages);
    }

    @Override
    RegionSource source() {
        return regions;
    }

    @Test
    void shouldBecomeResidentPageByPageAndGiveBackOnTrim() {
        assumeTrue(Resident.isMeasurable());
        long sizeBytes = 32L << 20;
        Region region = regions.reserve(sizeBytes);
        assertThat(resident(region)).isZero();
        regions.commit(region);
        assertThat(resident(region)).isLessThan(1 << 20);
        RawMemory.fill(region.address(), 8 << 20, (byte) 1);
        assertThat(resident(region)).isBetween(8L << 20, 11L << 20);
        regions.preTouch(region.address(), sizeBytes);
        assertThat(resident(region)).isGreaterThanOrEqualTo(sizeBytes);
        assertThat(regions.trim(region.address(), sizeBytes)).isTrue();
        assertThat(resident(region)).isLessThan(1 << 20);
        RawMemory.fill(region.address(), 8 << 20, (byte) 1);
        assertThat(regions.decommit(region)).isTrue();
        assertThat(resident(region)).isZero();
        regions.release(region);
        assertThat(resident(region)).isZero();
    }

    @Test
    void shouldTrimWholePagesOfTheSystemOnly() {
        assumeTrue(MmapPlatform.current() != null);
        assertThat(regions.pageBytes()).isIn(4096, 16384, 65536);
        MmapRegions large = new MmapRegions(MmapPlatform.current(), false, 65536);
        Region region = large.reserve(4 << 20);
        large.commit(region);
        assertThat(large.trim(region.address() + 65536, 65536)).isTrue();
        assertThatThrownBy(() -> large.trim(region.address(), 32768))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sizeBytes=32768 (expected multiples of 65536)");
        assertThatThrownBy(() -> large.trim(region.address() + 32768, 65536))
                .isInstanceOf(AssertionError.class);
        large.release(region);
    }

    // The forbidden step behind a range stayed mapped: one mapping for each manager there ever was.
    @Test
    void shouldLeaveNoMappingBehind_whenARangeIsReleased() throws Exception {
        assumeTrue(Resident.isMeasurable());
        Region region = regions.reserve(4 << 20);
        String start = Long.toHexString(region.address()) + "-";
        String step = Long.toHexString(region.endAddress()) + "-";
        regions.commit(region);
        assertThat(mappings()).anyMatch(line -> line.startsWith(start));
        assertThat(mappings()).anyMatch(line -> line.startsWith(step));
        regions.release(region);
        assertThat(mappings())
                .noneMatch(line -> line.startsWith(start))
                .noneMatch(line -> line.startsWith(step));
    }

    private static List<String> mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps"));
    }

    @Test
    void shouldAcceptTheWishForHugePages() {
        MmapRegions huge = regions(true);
        Region region = huge.reserve(4 << 20);
        huge.commit(region);
        RawMemory.fill(region.address(), region.sizeBytes(), (byte) 1);
        assertThat(RawMemory.getByte(region.endAddress() - 1)).isEqualTo((byte) 1);
        huge.release(region);
    }

    @Test
    void shouldNameTheErrorAndTheLimits_whenAddressesAreRefused() {
        assertThatThrownBy(() -> regions.reserve(1L << 60))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("sizeBytes=" + (1L << 60))
                .hasMessageContaining("errno=12")
                .hasMessageContaining("ulimit");
    }

    // Not by mapping anew: when that is refused, the old mapping may be gone already.
    @Test
    void shouldLeaveThePartAsItIs_whenItCannotBeCommitted() {
        Region range = regions.reserve(4 << 20);
        Region beyond = new Region(range.endAddress() + (1L << 20), 1L << 40);
        assertThatThrownBy(() -> regions.commit(beyond))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("sizeBytes=" + (1L << 40))
                .hasMessageContaining("vm.overcommit_memory");
        assertThat(RegionTable.isLive(beyond.address(), 1)).isFalse();
        regions.release(range);
    }

    // Without MAP_NORESERVE a mapping counts as it does for vm.overcommit_memory=2, which ignores
    // it.
    @Test
    void shouldClaimMemoryOnlyWhileItIsCommitted_whereMemoryIsNotOvercommitted() throws Exception {
        assumeTrue(Resident.isMeasurable());
        MmapRegions strict = new MmapRegions(new MmapPlatform(0x22, 0x32, true, 23, 14, 15), false);
        Region region = strict.reserve(4 << 20);
        assertThat(isClaim(region)).as("reserved").isFalse();
        strict.commit(region);
        assertThat(isClaim(region)).as("committed").isTrue();
        assertThat(strict.decommit(region)).isTrue();
        assertThat(isClaim(region)).as("given back").isFalse();
        strict.commit(region);
        assertThat(isClaim(region)).as("committed again").isTrue();
        RawMemory.putLong(region.address(), 42);
        strict.release(region);
    }

    @Test
    void shouldBeNamedInTheListOfMappingsUntilItIsReleased() throws IOException {
        assumeTrue(Resident.isMeasurable());
        Path maps = Path.of("/proc/self/maps");
        Region region = regions.reserve(6 << 20);
        String name = "/memfd:plimsoll:%x+%x".formatted(region.address(), region.sizeBytes());
        assertThat(Files.readString(maps)).contains(name);
        regions.commit(region);
        regions.release(region);
        assertThat(Files.readString(maps)).doesNotContain(name);
    }

    /** Whether the kernel counts a mapping that starts with a region: VM_ACCOUNT of proc(5). */
    private static boolean isClaim(Region region) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        String start = Long.toHexString(region.address()) + "-";
        int at = 0;
        while (!lines.get(at).startsWith(start)) {
            at++;
        }
        while (!lines.get(at).startsWith("VmFlags:")) {
            at++;
        }
        return List.of(lines.get(at).split(" ")).contains("ac");
    }

    @Test
    void shouldTakeThePlatformsOwnNumbers() {
        MmapPlatform linux = MmapPlatform.of("Linux", "amd64");
        MmapPlatform mac = MmapPlatform.of("Mac OS X", "aarch64");
        assertThat(linux).isNotNull();
        assertThat(mac).isNotNull();
        assertThat(linux.reserve()).isEqualTo(0x4022);
        assertThat(mac.reserve()).isEqualTo(0x1042);
        assertThat(mac.trimsByAdvice()).isFalse();
        assertThat(MmapPlatform.of("Windows 11", "amd64")).isNull();
        assertThat(MmapPlatform.of("Linux", "ppc64le")).as("other numbers").isNull();
    }

    // What macOS does where Linux takes an advice works on Linux as well.
    @Test
    void shouldTrimByMappingAnew_wherePrivateMemorySurvivesTheAdvice() {
        MmapRegions anew =
                new MmapRegions(
                        new MmapPlatform(
                                0x4022, 0x4032, false, MmapPlatform.NONE, MmapPlatform.NONE, -1),
                        false);
        Region region = anew.reserve(4 << 20);
        anew.commit(region);
        RawMemory.fill(region.address(), 4 << 20, (byte) 1);
        assertThat(anew.trim(region.address(), 2 << 20)).isTrue();
        assertThat(RawMemory.getByte(region.address())).isZero();
        assertThat(RawMemory.getByte(region.address() + (2 << 20))).isEqualTo((byte) 1);
        anew.preTouch(region.address(), 2 << 20);
        RawMemory.putLong(region.address(), 42);
        anew.release(region);
    }

    private static long resident(Region region) {
        return Resident.bytes(region.address(), region.sizeBytes());
    }
}
