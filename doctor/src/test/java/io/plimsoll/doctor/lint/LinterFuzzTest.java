package io.plimsoll.doctor.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Texts that are nearly right, and texts that are not: none makes a linter fail or hang, and every
 * finding has a place in the text. {@code -Dlint.seed} starts elsewhere, {@code -Dlint.seconds}
 * goes on for longer.
 */
final class LinterFuzzTest {

    private static final long SEED = Long.getLong("lint.seed", System.nanoTime());
    private static final int SECONDS = Integer.getInteger("lint.seconds", 3);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ": ",
                    ":",
                    "- ",
                    "|\n",
                    ">-\n",
                    "'",
                    "\"",
                    "&a ",
                    "*a",
                    "#",
                    "\t",
                    "\n",
                    "---\n",
                    "...",
                    "!!map ",
                    "? ",
                    "{{ x }}",
                    "%YAML 9.9\n",
                    "\r",
                    "\0",
                    "\uFEFF",
                    "\uD83D",
                    "é",
                    "999999999999999999999g",
                    "-Xmx",
                    "-Xmx99t",
                    "-XX:MaxRAMPercentage=",
                    "1e99",
                    "0x7f",
                    "resources: {limits: {memory: 1Gi}}\n",
                    "kind: ConfigMap\n",
                    "data: {config.yaml: 'a: b'}\n",
                    "parallelism.default: 9\n");

    @Test
    void shouldFindSomethingOrNothing_inAnyText() throws IOException {
        List<String> texts = new ArrayList<>();
        for (LintFixture fixture : LintFixture.all()) {
            for (Path file : fixture.files()) {
                texts.add(Files.readString(file));
            }
        }
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            String text = mutated(texts.get(random.nextInt(texts.size())), random);
            String name = List.of("config.yaml", "flink-conf.yaml", "x.yaml").get(round % 3);
            List<FlinkVersion> versions = List.of(FlinkVersion.OLDEST, FlinkVersion.NEWEST);
            FlinkVersion version = versions.get(random.nextInt(2));
            check(name, text, version, "seed=" + SEED + " round=" + round);
        }
    }

    private static void check(String name, String text, FlinkVersion version, String where) {
        List<LintFinding> findings = new ArrayList<>();
        try {
            Assertions.assertTimeoutPreemptively(
                    LIMIT,
                    () -> {
                        Linter linter = new Linter(version);
                        linter.read(name, text);
                        findings.addAll(linter.findings());
                    });
        } catch (Throwable failed) {
            throw new AssertionError(where + ": " + name + "\n" + text, failed);
        }
        long lines = text.lines().count() + 1;
        assertThat(findings)
                .as(where)
                .allSatisfy(finding ->
                        assertThat((long) finding.place().region().line())
                                .isBetween(1L, lines + 1));
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> mutated.insert(at, mutated.substring(at, end).repeat(2));
                default -> mutated.insert(at, (char) random.nextInt(0x250));
            }
        }
        return mutated.toString();
    }

    @Test
    void shouldNotHang_onReferencesToReferences() {
        StringBuilder text = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 60; i++) {
            text.append("a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }
        check("config.yaml", text.toString(), FlinkVersion.NEWEST, "config");
        check("x.yaml", "kind: X\napiVersion: v1\n" + text, FlinkVersion.NEWEST, "manifest");
    }

    @Test
    void shouldNotHang_onAPartOfItself() {
        check("x.yaml", "a: &a {b: *a, c: [*a]}\n", FlinkVersion.NEWEST, "recursive");
        check(
                "x.yaml",
                "&a {kind: List, items: [*a, {kind: X, y: *a}]}\n",
                FlinkVersion.NEWEST,
                "list");
    }

    @Test
    void shouldNotHang_onDeepOrLongTexts() {
        check("config.yaml", "{a: ".repeat(5_000), FlinkVersion.NEWEST, "deep");
        check("config.yaml", "[".repeat(20_000), FlinkVersion.NEWEST, "lists");
        check("config.yaml", "k".repeat(300_000) + ": 1\n", FlinkVersion.NEWEST, "key");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            many.append("taskmanager.memory.x").append(i).append(": 1\n");
        }
        check("config.yaml", many.toString(), FlinkVersion.NEWEST, "many");
        check("flink-conf.yaml", many.toString(), FlinkVersion.OLDEST, "many");
    }
}
