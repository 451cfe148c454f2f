package io.plimsoll.doctor.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.process.Mapping;
import io.plimsoll.doctor.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttributionTest {

    private static final String SIZES = "\nRss: %d kB\nSwap: %d kB\n";

    @TempDir Path proc;
    private final StringBuilder smaps = new StringBuilder();

    private AttributionTest map(String mapping, int residentKb) {
        return map(mapping, residentKb, 0);
    }

    private AttributionTest map(String mapping, int residentKb, int swapKb) {
        smaps.append(mapping).append(SIZES.formatted(residentKb, swapKb));
        return this;
    }

    private Bridge bridge() throws IOException {
        Files.writeString(proc.resolve("smaps"), smaps);
        Files.writeString(proc.resolve("maps"), smaps);
        return new Survey(new ProcessFiles(1, proc), JvmReport.NOTHING)
                .make(Optional.empty(), Optional::empty);
    }

    private static long kb(Bridge bridge, PartKind kind) {
        return bridge.part(kind).residentBytes() >> 10;
    }

    @Test
    void shouldKnowAnArenaByItsAlignmentAndWhatFollows() throws IOException {
        map("7f0004000000-7f0004100000 rw-p 00000000 00:00 0", 900);
        map("7f0004100000-7f0008000000 ---p 00000000 00:00 0", 0);
        map("7f0010000000-7f0010100000 rw-p 00000000 00:00 0", 70);
        Bridge bridge = bridge();
        assertThat(kb(bridge, PartKind.MALLOC)).isEqualTo(900);
        assertThat(kb(bridge, PartKind.OTHER)).isEqualTo(70);
        assertThat(bridge.malloc().arenas()).isEqualTo(1);
    }

    @Test
    void shouldKnowAStackByItsGuard() throws IOException {
        map("7f0000000000-7f0000004000 ---p 00000000 00:00 0", 0);
        map("7f0000004000-7f0000100000 rw-p 00000000 00:00 0", 90);
        assertThat(kb(bridge(), PartKind.STACKS)).isEqualTo(90);
    }

    @Test
    void shouldTakeNoStackForOneThatIsShorterThanItsGuard() throws IOException {
        map("7f0000000000-7f0000070000 ---p 00000000 00:00 0", 0);
        map("7f0000070000-7f0000100000 rw-p 00000000 00:00 0", 90);
        Files.writeString(proc.resolve("smaps"), smaps);
        Files.writeString(proc.resolve("maps"), smaps);
        long stackBytes = 256 << 10;
        StackShapes shapes = new StackShapes(new long[0], stackBytes);
        List<Mapping> mappings = new ArrayList<>();
        new ProcessFiles(1, proc).eachMapping("smaps", mappings::add);
        assertThat(shapes.stackOf(mappings.get(0), mappings.get(1))).isNull();
    }

    @Test
    void shouldSkipAMappingOfMoreThanHalfOfAllAddresses() throws IOException {
        map("1000-f000000000000000 rw-p 00000000 00:00 0", 50);
        map("f000000000001000-f000000000002000 rw-p 00000000 00:00 0", 3);
        assertThat(bridge().residentBytes()).isEqualTo(3 << 10);
    }

    @Test
    void shouldFindPlimsollsRangesByTheirName() throws IOException {
        map("7f0000000000-7f0000400000 rw-p 00000000 00:00 0", 4096, 12);
        map("7f0000400000-7f0000410000 ---p 00000000 00:00 0", 0);
        map(
                "7f0000410000-7f0000420000 ---p 00000000 00:01 9   /memfd:plimsoll:7f0000000000+400000 (deleted)",
                0);
        Bridge bridge = bridge();
        assertThat(kb(bridge, PartKind.PLIMSOLL)).isEqualTo(4096);
        assertThat(bridge.part(PartKind.PLIMSOLL).swapBytes()).isEqualTo(12 << 10);
    }

    @Test
    void shouldNotBelieveANameThatClaimsWhatIsElsewhere() throws IOException {
        map("7f0000000000-7f0000400000 rw-p 00000000 00:00 0", 4096);
        map(
                "7e0000410000-7e0000420000 ---p 00000000 00:01 9   /memfd:plimsoll:7f0000000000+400000 (deleted)",
                0);
        assertThat(kb(bridge(), PartKind.PLIMSOLL)).isZero();
    }

    @Test
    void shouldTellLibrariesFromMappedFiles() throws IOException {
        map("7f0000000000-7f0000100000 r-xp 00000000 08:01 7   /lib/libz.so.1.2", 100);
        map("7f0000100000-7f0000110000 rw-p 00000000 00:00 0", 20);
        map("7f0000200000-7f0000300000 r--s 00000000 08:01 8   /opt/jdk/lib/modules", 3);
        map("7f0000400000-7f0000500000 rw-s 00000000 08:01 9   /data/index 7.bin", 50);
        map("7f0000500000-7f0000600000 rw-s 00000000 00:01 9   /memfd:java_heap (deleted)", 7);
        map("7f0000700000-7f0000800000 rw-p 00000000 00:00 0   [heap]", 11);
        Bridge bridge = bridge();
        assertThat(kb(bridge, PartKind.LIBRARIES)).isEqualTo(123);
        assertThat(kb(bridge, PartKind.MAPPED)).isEqualTo(50);
        assertThat(kb(bridge, PartKind.HEAP)).isEqualTo(7);
        assertThat(kb(bridge, PartKind.MALLOC)).isEqualTo(11);
    }

    @Test
    void shouldCallUnaccountedWhatOnlyTheStatusCounts() throws IOException {
        map("7f0000000000-7f0000400000 rw-p 00000000 00:00 0", 100);
        Files.writeString(proc.resolve("status"), "VmRSS:\t   150 kB\nThreads:\t3\n");
        Bridge bridge = bridge();
        assertThat(kb(bridge, PartKind.UNACCOUNTED)).isEqualTo(50);
        assertThat(bridge.residentBytes()).isEqualTo(150 << 10);
        assertThat(bridge.threads()).isEqualTo(3);
    }
}
