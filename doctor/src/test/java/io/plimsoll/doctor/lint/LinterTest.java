package io.plimsoll.doctor.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Region;
import io.plimsoll.doctor.lint.finding.TextFix;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds what it is for, where it is, and nothing else. */
final class LinterTest {

    private static final FlinkVersion NEWEST = FlinkVersion.NEWEST;

    static List<LintFixture> fixtures() throws IOException {
        return LintFixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void shouldFindWhatIsMarked_andNothingElse(LintFixture fixture) throws IOException {
        assertThat(LintFixture.described(fixture.lint(NEWEST))).isEqualTo(fixture.expected());
        assertThat(fixture.expected())
                .anySatisfy(line -> assertThat(line).endsWith(fixture.name()));
    }

    @Test
    void shouldHaveAFixtureAndAChapterForEachRule() throws IOException {
        Set<String> rules =
                Stream.of(LintRule.values())
                        .map(LintRule::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(fixtures().stream().map(LintFixture::name)).containsExactlyElementsOf(rules);
        String document = Files.readString(Path.of("../docs/lint.md"));
        assertThat(rules).allSatisfy(rule -> assertThat(document).contains("### " + rule + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.19", "1.20", "2.0", "2.3"})
    void shouldFindNothing_inWhatIsHealthy(String version) throws IOException {
        assertThat(LintFixture.of("healthy").lint(FlinkVersion.parse(version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14", "1.18", "1.20"})
    void shouldFindNothing_inAHealthyOldFile(String version) throws IOException {
        assertThat(LintFixture.of("healthy-old").lint(FlinkVersion.parse(version))).isEmpty();
    }

    /** A fix is tried: what it ends is found no more, and nothing worse instead. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void shouldProposeChangesThatEndTheFinding(LintFixture fixture) throws IOException {
        for (LintFinding finding : fixture.lint(NEWEST)) {
            for (TextFix fix : finding.fixes()) {
                Linter linter = new Linter(NEWEST);
                for (Path file : fixture.files()) {
                    linter.read(file.toString(), applied(fix, file));
                }
                Set<LintRule> before = rulesAt(finding, fixture.lint(NEWEST));
                before.remove(finding.rule());
                assertThat(before)
                        .as("%s, then %s", finding, fix)
                        .containsAll(rulesAt(finding, linter.findings()));
            }
        }
    }

    /** The rules that find something in the line of a finding. */
    private static Set<LintRule> rulesAt(LintFinding finding, List<LintFinding> findings) {
        return findings.stream()
                .filter(other -> other.place().file().equals(finding.place().file()))
                .filter(other -> other.place().region().line() == finding.place().region().line())
                .map(LintFinding::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String applied(TextFix fix, Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        fix.edits().stream()
                .filter(edit -> edit.place().file().equals(file.toString()))
                .sorted(Comparator.comparing(TextFix.Edit::place).reversed())
                .forEach(edit -> {
                    Region region = edit.place().region();
                    assertThat(region.endLine()).isEqualTo(region.line());
                    String line = lines.get(region.line() - 1);
                    lines.set(
                            region.line() - 1,
                            line.substring(0, region.column() - 1)
                                    + edit.text()
                                    + line.substring(region.endColumn() - 1));
                });
        return String.join("\n", lines) + "\n";
    }

    @Test
    void shouldTellTheVeryPlace_withinABlockOfAnotherFile() {
        Linter linter = new Linter(NEWEST);
        linter.read(
                "map.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                data:
                  flink-conf.yaml: |

                      taskmanager.memory.proces.size: 4g
                """);

        assertThat(linter.findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.place().region()).isEqualTo(new Region(6, 7, 6, 37)));
    }

    @Test
    void shouldProposeTheNearestConfigurationThatHasAPlan() {
        Linter linter = new Linter(NEWEST);
        linter.read("config.yaml", "taskmanager.memory.process.size: 900m\n");

        assertThat(linter.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(LintRule.MEMORY_SUM);
                    assertThat(finding.cures().getFirst())
                            .isEqualTo("set taskmanager.memory.process.size: 982m (now 900m)");
                    assertThat(finding.fixes().getFirst().edits())
                            .singleElement()
                            .satisfies(edit -> assertThat(edit.text()).isEqualTo("982m"));
                });
    }

    @Test
    void shouldTellAnError_whereTheKernelKills_andAWarning_whereMemoryIsWasted() {
        assertThat(levelOfALimit("3Gi")).containsExactly(LintLevel.ERROR);
        assertThat(levelOfALimit("4Gi")).isEmpty();
        assertThat(levelOfALimit("5Gi")).containsExactly(LintLevel.WARNING);
    }

    private static List<LintLevel> levelOfALimit(String limit) {
        Linter linter = new Linter(NEWEST);
        linter.read(
                "pod.yaml",
                """
                kind: Pod
                spec:
                  containers:
                    - args: [taskmanager, -Dtaskmanager.memory.process.size=4g]
                      resources: {limits: {memory: %s}}
                """
                        .formatted(limit));
        return linter.findings().stream().map(LintFinding::level).toList();
    }

    @Test
    void shouldTellWhereYamlBreaks() {
        Linter linter = new Linter(NEWEST);
        linter.read("config.yaml", "a: 1\nb: [1, 2\nc: 3\n");

        assertThat(linter.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(LintRule.YAML_BROKEN);
                    assertThat(finding.place()).hasToString("config.yaml:3:2");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1;b: [1, 2;c: 3 | the [ in line 2, column 4 is not closed before this",
                "a: {b: 1;c: 2      | the { in line 1, column 4 is not closed before this",
                "a: 1;  b: 2        | a colon where no key can be",
                "a: b: c            | a colon where no key can be",
                "a:;    b: 1;  c: 2 | this does not continue what begins in line 1, column 1 by its indentation",
                "a:;  - x;  y: 1    | this does not continue what begins in line 2, column 3 by its indentation",
                "a: 1;bc;d: 2       | line 2 is neither a key with a colon nor part of a value",
                "a: \"x;b: 1        | the quote in line 1, column 4 is not closed",
                "a:;\tb: 1          | a tab where a line is indented",
                "a: @x              | a value can't begin with '@'"
            })
    void shouldSayWhatBreaksYaml_inWordsOfItsWriter(String lines, String problem) {
        Linter linter = new Linter(NEWEST);
        linter.read("config.yaml", lines.strip().replace(';', '\n') + "\n");

        assertThat(linter.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).isEqualTo("is not YAML: " + problem);
                    assertThat(finding.cures()).hasSize(1);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n---\n", "~\n"})
    void shouldFindNothing_whereThereIsNothing(String text) {
        Linter linter = new Linter(NEWEST);
        linter.read("config.yaml", text);

        assertThat(linter.findings()).isEmpty();
    }
}
