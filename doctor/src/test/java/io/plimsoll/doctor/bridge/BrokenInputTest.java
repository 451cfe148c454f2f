package io.plimsoll.doctor.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.jvm.AnswerReader;
import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.process.ProcessFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel and a JVM say, damaged at random: nothing fails, and parts still sum up. */
final class BrokenInputTest {

    private static final int ROUNDS = Integer.getInteger("plimsoll.fuzz.rounds", 60);
    private static final List<String> NAMES =
            List.of("g1-25", "serial-17", "parallel-17", "zgc-25", "shenandoah-25");

    @TempDir Path proc;

    @Test
    @Timeout(60)
    void shouldNeverFail() throws IOException {
        long seed = Long.getLong("plimsoll.fuzz.seed", System.nanoTime());
        System.out.println("BrokenInputTest: -Dplimsoll.fuzz.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Recorded recorded = new Recorded(NAMES.get(random.nextInt(NAMES.size())));
            byte[] answers = damaged(recorded.answers(), random);
            byte[] smaps = damaged(recorded.smaps().getBytes(StandardCharsets.ISO_8859_1), random);
            Files.write(proc.resolve("smaps"), smaps);
            Files.write(proc.resolve("maps"), smaps);
            Files.write(proc.resolve("status"), damaged("VmRSS:\t9 kB\n".getBytes(), random));
            JvmReport report = AnswerReader.read(new ByteArrayInputStream(answers));
            Bridge bridge =
                    new Survey(new ProcessFiles(1, proc), report)
                            .make(Optional.empty(), Optional::empty);
            assertThat(bridge.parts().stream().mapToLong(Part::residentBytes).sum())
                    .isEqualTo(bridge.residentBytes());
            assertThat(bridge.parts())
                    .allSatisfy(part -> assertThat(part.residentBytes()).isNotNegative());
            assertThat(BridgeLines.of(bridge)).isNotEmpty();
        }
    }

    /** Cuts, repeats, overwrites with noise, or makes numbers of many digits. */
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        int changes = random.nextInt(1 + copy.length / 20);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = (byte) ('0' + random.nextInt(10));
                case 2 -> copy[at] = '\n';
                default -> {
                    int length = Math.min(random.nextInt(40), copy.length - at);
                    System.arraycopy(copy, random.nextInt(copy.length - length), copy, at, length);
                }
            }
        }
        int length = random.nextInt(3) == 0 ? random.nextInt(copy.length) : copy.length;
        return java.util.Arrays.copyOf(copy, length);
    }

    @Test
    @Timeout(30)
    void shouldReadALineOfAnyLengthInBoundedMemory() throws IOException {
        byte[] endless = new byte[64 << 20];
        java.util.Arrays.fill(endless, (byte) '(');
        assertThat(AnswerReader.read(new ByteArrayInputStream(endless)).isAnswered()).isFalse();
    }
}
