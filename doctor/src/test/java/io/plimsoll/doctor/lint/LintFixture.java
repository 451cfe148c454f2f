package io.plimsoll.doctor.lint;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files with a comment {@code # finds RULE} on each line on which something is to be found. */
record LintFixture(Path folder) {

    private static final Path ROOT = Path.of("src/test/resources/io/plimsoll/doctor/lint");
    private static final Pattern EXPECTED = Pattern.compile("# finds ([A-Z0-9, -]+)");

    static LintFixture of(String name) {
        return new LintFixture(ROOT.resolve(name));
    }

    static List<LintFixture> all() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("fixtures"))) {
            return folders.sorted().map(LintFixture::new).toList();
        }
    }

    /** The rule that it is for. */
    String name() {
        return folder.getFileName().toString();
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    List<LintFinding> lint(FlinkVersion version) throws IOException {
        Linter linter = new Linter(version);
        for (Path file : files()) {
            linter.read(file.toString(), Files.readString(file));
        }
        return linter.findings();
    }

    /** What is to be found: file, line and rule. */
    Set<String> expected() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Path file : files()) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                Matcher matcher = EXPECTED.matcher(line);
                if (matcher.find()) {
                    for (String rule : matcher.group(1).split(",")) {
                        expected.add("%s:%d %s".formatted(file, number, rule.strip()));
                    }
                }
            }
        }
        return expected;
    }

    static Set<String> described(List<LintFinding> findings) {
        Set<String> found = new TreeSet<>();
        for (LintFinding finding : findings) {
            found.add(
                    "%s:%d %s"
                            .formatted(
                                    finding.place().file(),
                                    finding.place().region().line(),
                                    finding.rule().id()));
        }
        return found;
    }

    @Override
    public String toString() {
        return name();
    }
}
