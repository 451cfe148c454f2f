package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.command.ExitCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What is no option, command or value is refused with a word on what would be one. */
final class OptionsTest {

    @TempDir Path folder;
    private CommandFixture fixture;
    private String input = "";

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
        input = fixture.file("input", "b\na\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    --threads 0             ~ --threads 0 is too few (expected at least 1)
                    --threads -2            ~ --threads -2 is too few (expected at least 1)
                    --threads x             ~ Invalid value for option '--threads': 'x' is not a number (expected whole numbers up to 2147483647, such as 10)
                    --threads 3000000000    ~ Invalid value for option '--threads': '3000000000' is not a number (expected whole numbers up to 2147483647, such as 10)
                    --size 100m             ~ Unknown option: '--size' (expected --memory SIZE, the budget of the whole process)
                    --size=100m             ~ Unknown option: '--size=100m' (expected --memory SIZE, the budget of the whole process)
                    --memry 100m            ~ Unknown option: '--memry' (expected perhaps --memory)
                    --on-bad-row ignore     ~ Invalid value for option '--on-bad-row': expected one of [FAIL, SKIP] (case-insensitive) but was 'ignore'
                    --no-such-option        ~ Unknown option: '--no-such-option'
                    -x                      ~ Unknown option: '-x'
                    -t ab                   ~ -t 'ab' is not a delimiter (expected one ASCII character, such as ',')
                    -t \\n                  ~ -t '\\n' is not a delimiter (expected one ASCII character, such as ',')
                    -t é                    ~ -t 'é' is not a delimiter (expected one ASCII character, such as ',')
                    --csv -t "              ~ -t '"' is not a delimiter (expected one ASCII character, such as ',')
                    -k 0                    ~ key '0': no column 0 (expected a number from 1 to 65536)
                    -k 65537                ~ key '65537': no column 65537 (expected a number from 1 to 65536)
                    -k 2000000000:long      ~ key '2000000000:long': no column 2000000000 (expected a number from 1 to 65536)
                    -k 99999999999          ~ key '99999999999': no column 99999999999 (expected a number from 1 to 65536)
                    -k name                 ~ key 'name': column 'name' is a name (expected a number from 1, or --header)
                    -k -1                   ~ key '-1': column '-1' is a name (expected a number from 1, or --header)
                    -k 1:int                ~ '1:int' is not a key (expected COLUMN[:string|long|double|decimal][:asc|desc], e.g. 2, 2:long, price:double:desc)
                    -k 1:long:down          ~ '1:long:down' is not a key (expected COLUMN[:string|long|double|decimal][:asc|desc], e.g. 2, 2:long, price:double:desc)
                    -k 1:desc:long          ~ '1:desc:long' is not a key (expected COLUMN[:string|long|double|decimal][:asc|desc], e.g. 2, 2:long, price:double:desc)
                    -k :long                ~ ':long' is not a key (expected COLUMN[:string|long|double|decimal][:asc|desc], e.g. 2, 2:long, price:double:desc)
                    """)
    void shouldRefuseAWrongValue(String arguments, String message) {
        String[] words = (arguments.strip() + " " + input).split(" ");
        assertThat(fixture.wrongUsage(words)).isEqualTo(message);
    }

    @Test
    void shouldRefuseAnEmptyDelimiter() {
        assertThat(fixture.wrongUsage("-t", "", input))
                .isEqualTo("-t '' is not a delimiter (expected one ASCII character, such as ',')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64q",
                "",
                "m",
                "-1g",
                "1.5g",
                "128 m",
                "99999999999999999999",
                "9999999999t"
            })
    void shouldRefuseASizeThatIsNone(String size) {
        Outcome outcome = fixture.run("sort", "--memory", size, input);
        assertThat(outcome.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(outcome.err())
                .startsWith(
                        "plimsoll sort: --memory: '"
                                + size
                                + "' is not a size (expected e.g. 64m, 1g, 1GiB)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "127m", "131071k", "134217727"})
    void shouldSayWhatTheMinimumIsMadeOf_whenMemoryIsBelowIt(String size) {
        Outcome outcome = fixture.run("sort", "--memory", size, input);
        assertThat(outcome.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(outcome.err())
                .contains("is below the minimum of 128m: ")
                .contains(
                        " heap, ",
                        " class metadata, ",
                        " compiled code, ",
                        " compiler, ",
                        "118m the rest of the virtual machine, ",
                        " threads, ",
                        " data (expected --memory 128m or more");
        assertThat(outcome.err()).contains("--memory " + size + " ");
    }

    @Test
    void shouldSayThatABareNumberIsBytes_whenItIsTooFew() {
        assertThat(fixture.run("sort", "--memory", "128", input).err())
                .contains("--memory 128 (bytes, since it has no unit) is below the minimum of 128m")
                .contains("(expected --memory 128m or more");
        assertThat(fixture.run("sort", "--memory", "127.5k", input).err()).doesNotContain("since");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"128m", "128M", "128MiB", "128mb", "131072k", "134217728", "1g", "1GiB"})
    void shouldTakeSizesAsPeopleWriteThem(String size) {
        String output = fixture.path("output");
        Outcome outcome = fixture.run("sort", "--memory", size, "-o", output, input);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(size.endsWith("g") || size.contains("G") ? "1024m" : "128m");
    }

    @Test
    void shouldUseNoMoreThreadsThanMemoryServes() throws IOException {
        fixture.managedMebibytes(60);
        for (String threads : List.of("20", "100", "200")) {
            assertThat(fixture.sortedText("--threads", threads, input)).isEqualTo("a\nb\n");
            assertThat(fixture.sortedText("--csv", "--threads", threads, input))
                    .isEqualTo("a\nb\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "100000", "2147483647"})
    void shouldRefuseMoreThreadsThanTheBudgetHasStacksFor(String threads) {
        assertThat(fixture.wrongUsage("--threads", threads, input))
                .matches(
                        "--memory 128m is below the minimum of [0-9]+m: .* [0-9]+m threads, 4m data"
                                + " \\(expected --memory [0-9]+m or more, or fewer --threads\\)");
    }

    @Test
    void shouldNameTheCommands_whenThereIsNoneOrAnother() {
        String commands =
                "(expected sort, aggregate, join, index, search, plan, lint, doctor, help)\nTry 'plimsoll --help'.\n";
        Outcome none = fixture.run();
        assertThat(none.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(none.err()).isEqualTo("plimsoll: no command " + commands);
        Outcome other = fixture.run("srot", input);
        assertThat(other.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(other.err()).isEqualTo("plimsoll: 'srot' is no command " + commands);
        Outcome option = fixture.run("--no-such-option");
        assertThat(option.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(option.err()).startsWith("plimsoll: Unknown option: '--no-such-option'\n");
    }

    @Test
    void shouldRefuseAnOptionWithoutItsValue() {
        for (String option :
                List.of("--key", "--delimiter", "--output", "--memory", "--temp-dir", "--report")) {
            assertThat(fixture.wrongUsage(input, option)).contains("'" + option + "'");
        }
    }

    @Test
    void shouldNameTheOptionThatSetsTheBudget_inEachCommandThatHasOne() {
        for (String command : List.of("sort", "index --out " + fixture.path("x"), "search")) {
            String[] words = (command + " --size 100m a").split(" ");
            assertThat(fixture.run(words).err())
                    .contains(" (expected --memory SIZE, the budget of the whole process)\n");
        }
        assertThat(fixture.run("doctor", "--size", "100m").err()).doesNotContain("--memory");
    }

    @Test
    void shouldSayWhatIsNoNumberOfHits() {
        Outcome outcome = fixture.run("search", "--limit", "abc", input, "a");
        assertThat(outcome.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(outcome.err())
                .startsWith(
                        "plimsoll search: Invalid value for option '--limit': 'abc' is not a number (expected whole numbers up to");
    }

    @Test
    void shouldSayHowToMakeAnIndex_whereThereIsNone() {
        for (String folder : List.of(fixture.path("missing"), fixture.folder().toString())) {
            Outcome outcome = fixture.run("search", folder, "a");
            assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILURE);
            assertThat(outcome.err())
                    .startsWith("plimsoll: " + folder + ": ")
                    .endsWith(" (plimsoll index --out DIR INPUT... makes one)\n");
        }
    }

    @Test
    void shouldNameAFlinkOptionWithoutAValue() {
        for (String typed : List.of("-Dfoo.bar", "-Da=1")) {
            Outcome outcome = fixture.run("plan", "--size", "2g", typed);
            if (typed.contains("=")) {
                assertThat(outcome.err()).doesNotContain("has no value");
            } else {
                assertThat(outcome.exitCode()).isEqualTo(ExitCodes.USAGE);
                assertThat(outcome.err())
                        .startsWith(
                                "plimsoll plan: -Dfoo.bar has no value (expected -DKEY=VALUE)\n");
            }
        }
    }

    @Test
    void shouldTellTheVersion() {
        Outcome outcome = fixture.run("--version");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).matches("plimsoll \\S+ \\(Java [0-9]+\\)\n");
    }

    @Test
    void shouldDescribeEachOptionOfEachCommand() {
        CommandLine plimsoll = new CommandLine(new PlimsollCommand());
        Outcome overview = fixture.run("--help");
        assertThat(overview.exitCode()).isZero();
        assertThat(overview.err()).isEmpty();
        assertThat(overview.out()).contains("Exit codes:", "wrong usage", "1GiB");
        plimsoll.getSubcommands()
                .forEach((name, command) -> {
                    assertThat(overview.out()).contains("  " + name);
                    checkHelp(name, command.getCommandSpec());
                });
    }

    private void checkHelp(String name, CommandSpec command) {
        Outcome outcome = fixture.run(name, "--help");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: plimsoll " + name);
        for (OptionSpec option : command.options()) {
            assertThat(option.hidden()).as(option.longestName()).isFalse();
            assertThat(outcome.out()).contains(option.names());
            assertDescribed(outcome.out(), option.longestName(), option.description());
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            assertDescribed(outcome.out(), parameter.paramLabel(), parameter.description());
        }
    }

    private static void assertDescribed(String help, String name, String[] description) {
        assertThat(description).as("description of %s", name).isNotEmpty();
        String start = description[0].substring(0, Math.min(20, description[0].length()));
        assertThat(help.replaceAll("\\s+", " ")).as(name).contains(start.strip());
    }

    @Test
    void shouldPrintTheSameHelp_whicheverWayItIsAskedFor() {
        String help = fixture.run("sort", "--help").out();
        assertThat(fixture.run("help", "sort").out()).isEqualTo(help);
        assertThat(fixture.run("sort", "-h").out()).isEqualTo(help);
    }
}
