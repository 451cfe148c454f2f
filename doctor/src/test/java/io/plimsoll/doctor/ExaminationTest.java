package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Evidence;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import io.plimsoll.doctor.rule.RuleBook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inputs of all kinds, together and broken. */
final class ExaminationTest {

    private static final String HEAP = "java.lang.OutOfMemoryError: Java heap space\n";

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldReadGzip() throws IOException {
        Examination examination = Case.examination();
        examination.read("log.gz", new ByteArrayInputStream(gzip("fine\n" + HEAP)));
        Evidence evidence = examination.diagnose().findings().getFirst().evidence().getFirst();
        assertThat(evidence.place()).isEqualTo("log.gz:2");
    }

    @Test
    void shouldKeepWhatCameBefore_whenAnInputBreaksOff() throws IOException {
        byte[] whole = gzip(HEAP.repeat(20_000));
        Examination examination = Case.examination();
        examination.read(
                "log.gz", new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2)));
        Diagnosis diagnosis = examination.diagnose();
        assertThat(Case.rulesOf(diagnosis)).containsExactly("HEAP");
        assertThat(diagnosis.notes())
                .singleElement()
                .asString()
                .startsWith("log.gz: could not be read to its end, only ");
    }

    @Test
    void shouldCountMatchesAndKeepTheFirst() {
        Finding finding = Case.of(HEAP.repeat(1000)).findings().getFirst();
        assertThat(finding.matches()).isEqualTo(1000);
        assertThat(finding.evidence()).extracting(Evidence::line).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldPutConsequencesBehindTheirCause() {
        Diagnosis diagnosis =
                Case.of(
                        "Exit Code: 137, OOMKilled\n"
                                + "java.lang.OutOfMemoryError: Cannot reserve 100 bytes of direct buffer"
                                + " memory (allocated: 1000, limit: 1050)\n");
        assertThat(Case.rulesOf(diagnosis)).containsExactly("DIRECT", "K8S-137");
        assertThat(diagnosis.findings().get(1).follows()).containsExactly("DIRECT");
    }

    @Test
    void shouldDecodeExitCodes() {
        Map<Integer, String> rules = Map.of(137, "K8S-137", 239, "EXIT-FATAL", 3, "EXIT-OOM");
        rules.forEach((code, rule) -> {
            Examination examination = Case.examination();
            examination.exitCode(code);
            assertThat(Case.rulesOf(examination.diagnose())).containsExactly(rule);
        });
    }

    @Test
    void shouldComputeFromTheConfiguration_ratherThanFromTheLog() {
        Examination examination = Case.examination();
        examination.configure(
                "config.yaml",
                Map.of(
                        "taskmanager.memory.process.size",
                        "2g",
                        "taskmanager.numberOfTaskSlots",
                        "2"));
        examination.read(
                "log",
                new ByteArrayInputStream(
                        ("Loading configuration property: taskmanager.memory.process.size, 1g\n"
                                        + "Insufficient number of network buffers: required 100, but only 0 available. The total number of"
                                        + " network buffers is currently set to 1000 of 32768 bytes each.\n")
                                .getBytes(StandardCharsets.UTF_8)));
        Finding finding = examination.diagnose().findings().getFirst();
        // 1000 buffers and half of that again: 46.9 MiB, rounded up; 15.75 MiB more than now.
        assertThat(finding.fixes().get(Target.FLINK))
                .contains(
                        "taskmanager.memory.network.min: 47m",
                        "taskmanager.memory.network.max: 47m")
                .anyMatch(line ->
                        line.startsWith("taskmanager.memory.process.size: 2064m (now 2.0 GiB)"));
    }

    @Test
    void shouldNameAnInventedKey_inTheConfiguration() {
        Examination examination = Case.examination();
        examination.configure("config.yaml", Map.of("taskmanager.memory.network.size", "1g"));
        Diagnosis diagnosis = examination.diagnose();
        assertThat(Case.rulesOf(diagnosis)).containsExactly("CONF-TYPO");
        assertThat(diagnosis.findings().getFirst().evidence().getFirst().place())
                .isEqualTo("config.yaml");
    }

    @Test
    @Timeout(20)
    void shouldGiveUpAPatternThatExplodes() throws IOException {
        RuleBook book =
                RuleBook.standard()
                        .with(
                                """
                                rules:
                                  - id: SLOW
                                    title: Slow
                                    severity: warning
                                    match: [{contains: "aaaa", regex: '(a+)+b|(a|a)*c'}]
                                    fix: {}
                                    source: us
                                """,
                                "slow.yaml");
        Examination examination = new Examination(book);
        String line = "a".repeat(5000) + "\n";
        examination.read(
                "log",
                new ByteArrayInputStream(
                        (line.repeat(20) + HEAP).getBytes(StandardCharsets.UTF_8)));
        Diagnosis diagnosis = examination.diagnose();
        assertThat(diagnosis.notes())
                .first()
                .asString()
                .contains("a pattern of SLOW took too long");
        assertThat(Case.rulesOf(diagnosis)).containsExactly("HEAP");
    }

    /** Our own patterns on what nearly matches, over and over in one long line. */
    @Test
    @Timeout(60)
    void shouldNotGiveUpAnyOfOurPatterns_onLongLinesOfTheirOwnWords() throws IOException {
        for (Path file : Case.files("fixtures")) {
            String words = Files.readString(file).replace('\n', ' ');
            String line = words.repeat(Math.max(1, 60_000 / words.length()));
            Diagnosis diagnosis = Case.of(line + "\n" + line.replace("bytes", "byte"));
            assertThat(diagnosis.notes()).as(file.toString()).isEmpty();
        }
    }

    /** The seed is fixed: a failure comes again. */
    @Test
    @Timeout(120)
    void shouldNeverFail_whateverTheInput() throws IOException {
        Random random = new Random(1);
        List<Path> files = Case.files("fixtures");
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            for (int part = 0; part < 3; part++) {
                byte[] bytes = Files.readAllBytes(files.get(random.nextInt(files.size())));
                for (int change = random.nextInt(20); change > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                input.write(bytes, 0, random.nextInt(bytes.length));
            }
            Examination examination = Case.examination();
            examination.read("fuzz", new ByteArrayInputStream(input.toByteArray()));
            assertThat(examination.diagnose()).isNotNull();
        }
    }

    /** Far above what memory there is, in one line without an end, then in short ones. */
    @Test
    void shouldTakeBoundedMemory_onEndlessInput() {
        long bytes = 300L << 20;
        for (byte[] pattern :
                List.of(
                        "endless ".getBytes(StandardCharsets.UTF_8),
                        (HEAP + "fine and long line of a log\n")
                                .getBytes(StandardCharsets.UTF_8))) {
            Examination examination = Case.examination();
            examination.read(
                    "endless", new Repeating(pattern, pattern.length == 8 ? bytes : bytes / 10));
            assertThat(examination.diagnose().bytes()).isGreaterThanOrEqualTo(bytes / 10);
        }
    }

    private static final class Repeating extends InputStream {
        private final byte[] pattern;
        private long left;
        private int position;

        Repeating(byte[] pattern, long length) {
            this.pattern = pattern;
            this.left = length;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            position = (position + 1) % pattern.length;
            return pattern[position] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            for (int i = 0; i < read; i++) {
                target[offset + i] = pattern[position];
                position = position + 1 == pattern.length ? 0 : position + 1;
            }
            left -= read;
            return read;
        }
    }
}
