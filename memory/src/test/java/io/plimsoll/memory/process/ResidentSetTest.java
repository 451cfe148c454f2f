package io.plimsoll.memory.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentSetTest {

    @TempDir private Path root;

    @Test
    void shouldReadWhatTheKernelSays() throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        assertThat(ResidentSet.read(root)).isEmpty();
        assertThat(ResidentSetReader.open(root)).isEmpty();
        Files.writeString(
                self.resolve("status"), "Name:\tjava\nVmHWM:\t  2000 kB\nVmRSS:\t 1000 kB\n");
        Files.writeString(self.resolve("statm"), "9 250 3 4 0 5 0\n");
        assertThat(ResidentSet.read(root)).contains(new ResidentSet(1000 << 10, 2000 << 10));
        try (ResidentSetReader reader = ResidentSetReader.open(root).orElseThrow()) {
            assertThat(reader.bytes()).isEqualTo(250 * 4096);
            Files.writeString(self.resolve("statm"), "nonsense\n");
            assertThat(reader.bytes()).isEqualTo(ResidentSetReader.UNKNOWN);
        }
        assertThat(ResidentSetReader.open(root)).isEmpty();
    }

    @Test
    void shouldCountInPagesOfTheMachine() throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(self.resolve("statm"), "9 250 3 4 0 5 0\n");
        ByteBuffer auxiliary = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        auxiliary.putLong(16).putLong(123).putLong(6).putLong(65536);
        Files.write(self.resolve("auxv"), auxiliary.array());
        try (ResidentSetReader reader = ResidentSetReader.open(root).orElseThrow()) {
            assertThat(reader.bytes()).isEqualTo(250 * 65536);
        }
    }

    @Test
    void shouldAgreeOnThisProcess() {
        assumeTrue(Resident.isMeasurable());
        ResidentSet set = ResidentSet.now().orElseThrow();
        assertThat(set.peakBytes()).isGreaterThanOrEqualTo(set.bytes() - (16 << 20));
        try (ResidentSetReader reader = ResidentSetReader.open().orElseThrow()) {
            assertThat(reader.bytes()).isCloseTo(set.bytes(), within(64L << 20));
            Thread.currentThread().interrupt();
            assertThat(reader.bytes()).as("after an interrupt").isPositive();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void shouldFindTheMemoryOfThisMachine() {
        assumeTrue(Resident.isMeasurable());
        MemoryLimit machine = SystemMemory.ofThisMachine().machine().orElseThrow();
        MemoryLimit available = SystemMemory.ofThisMachine().available().orElseThrow();
        assertThat(available.bytes()).isBetween(1L << 20, machine.bytes());
    }
}
