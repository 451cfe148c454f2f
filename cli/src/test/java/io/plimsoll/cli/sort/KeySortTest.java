package io.plimsoll.cli.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in the order of typed columns. */
final class KeySortTest {

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # key       , input                       , sorted
                    1           , b a ab                      , a ab b
                    1:string    , 10 9 -1                     , -1 10 9
                    1:desc      , b a ab                      , b ab a
                    1:long      , 10 9 -1 +5 007              , -1 +5 007 9 10
                    1:long:asc  , 10 9                        , 9 10
                    1:long:desc , 10 9 -1 +5                  , 10 9 +5 -1
                    1:long      , 9223372036854775807 -9223372036854775808 0, -9223372036854775808 0 9223372036854775807
                    1:long      , -0 0 00                     , -0 0 00
                    1:double    , NaN Infinity 1e300 -Infinity 0.5 -1.5, -Infinity -1.5 0.5 1e300 Infinity NaN
                    1:double    , 0.0 -0.0 0 -1e-320          , -1e-320 -0.0 0 0.0
                    1:double    , 1e999 1e308 -1e999          , -1e999 1e308 1e999
                    1:double    , +5 1E1 .5 5. 4e-1           , 4e-1 .5 +5 5. 1E1
                    1:double:desc, NaN 2 -1                   , NaN 2 -1
                    """)
    void shouldOrderByType(String key, String input, String sorted) throws IOException {
        String file = fixture.file("input", input.replace(' ', '\n'));
        assertThat(fixture.sortedText("-k", key, file).strip().replace('\n', ' '))
                .isEqualTo(sorted);
    }

    @Test
    void shouldIgnoreBlanksAroundNumbers() throws IOException {
        String file = fixture.file("input", " 10 ,x\n9,y\n\t-3\t,z\n");
        assertThat(fixture.sortedText("-t", ",", "-k", "1:long", file))
                .isEqualTo("\t-3\t,z\n9,y\n 10 ,x\n");
        assertThat(fixture.sortedText("-t", ",", "-k", "1:double", file))
                .isEqualTo("\t-3\t,z\n9,y\n 10 ,x\n");
    }

    @Test
    void shouldCompareTheNextKey_whenOneTies() throws IOException {
        String file = fixture.file("input", "b\t1\nb\t10\na\t2\nb\t9\n");
        assertThat(fixture.sortedText("-k", "1:desc", "-k", "2:long", file))
                .isEqualTo("b\t1\nb\t9\nb\t10\na\t2\n");
        assertThat(fixture.sortedText("-k", "2:long:desc", "-k", "1", file))
                .isEqualTo("b\t10\nb\t9\na\t2\nb\t1\n");
    }

    @Test
    void shouldCompareBytes_whenAllKeysTie() throws IOException {
        String file = fixture.file("input", "1\tc\n01\tb\n1\ta\n+1\td\n");
        assertThat(fixture.sortedText("-k", "1:long", file))
                .isEqualTo("+1\td\n01\tb\n1\ta\n1\tc\n");
        assertThat(fixture.sortedText("-k", "1:long", "-r", file))
                .isEqualTo("1\tc\n1\ta\n01\tb\n+1\td\n");
    }

    @Test
    void shouldKeepTheInputsOrder_whenStable() throws IOException {
        String file = fixture.file("input", "1\tc\n0\tz\n1\tb\n1\ta\n");
        assertThat(fixture.sortedText("-s", "-k", "1:long", file))
                .isEqualTo("0\tz\n1\tc\n1\tb\n1\ta\n");
        assertThat(fixture.sortedText("-s", "-r", "-k", "1:long", file))
                .isEqualTo("1\tc\n1\tb\n1\ta\n0\tz\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-u", "-us"})
    void shouldKeepTheFirstOfEachKeyInTheInput_whenUnique(String option) throws IOException {
        String first = fixture.file("first", "1\tc\n0\tz\n");
        String second = fixture.file("second", "1\ta\n00\ta\n");
        assertThat(fixture.sortedText(option, "-k", "1:long", first, second))
                .isEqualTo("0\tz\n1\tc\n");
        assertThat(fixture.sortedText(option, "-r", "-k", "1:long", second, first))
                .isEqualTo("1\ta\n00\ta\n");
    }

    @Test
    void shouldTakeAMissingColumnForEmpty_whenItIsText() throws IOException {
        String file = fixture.file("input", "a\tx\nb\n\nc\t\n");
        assertThat(fixture.sortedText("-k", "2", file)).isEqualTo("\nb\nc\t\na\tx\n");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    '1:long'  , ''
                    '1:long'  , '-'
                    '1:long'  , '1.5'
                    '1:long'  , '1 2'
                    '1:long'  , '0x1F'
                    '1:long'  , '9223372036854775808'
                    '1:long'  , '-9223372036854775809'
                    '1:long'  , '99999999999999999999'
                    '1:long'  , '１'
                    '1:double', ''
                    '1:double', '1,5'
                    '1:double', 'one'
                    '1:double', '1e'
                    '1:double', '--1'
                    """)
    void shouldFail_whenAColumnIsNotOfItsType(String key, String value) throws IOException {
        String file = fixture.file("input", value + "\n");
        String type = key.substring(2);
        assertThat(fixture.failure("-k", key, file))
                .isEqualTo(file + ":1: column 1: '" + value + "' is not a " + type);
    }

    @Test
    void shouldFail_whenAColumnIsMissingThatIsToBeANumber() throws IOException {
        String file = fixture.file("input", "a\t1\nb\n");
        assertThat(fixture.failure("-k", "2:long", file))
                .isEqualTo(file + ":2: column 2: '' is not a long");
    }

    @Test
    void shouldLeaveTheCarriageReturnToTheLine_whenLinesEndWithOne() throws IOException {
        String file = fixture.file("input", "a\t10\r\nb\t9\r\nc\t9\n");
        assertThat(fixture.sortedText("-k", "2:long", file)).isEqualTo("b\t9\r\nc\t9\na\t10\r\n");
    }

    @Test
    void shouldKeepAKeyFromRunningIntoTheNext() throws IOException {
        String file = fixture.file("input", "a\0\tb\na\t\0b\na\1\tc\na\tc\n");
        assertThat(fixture.sortedText("-k", "1", "-k", "2", file))
                .isEqualTo("a\t\0b\na\tc\na\0\tb\na\1\tc\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", " ", ".", "\\", "\"", "x", "\\t"})
    void shouldSplitAtTheDelimiter(String delimiter) throws IOException {
        String between = delimiter.equals("\\t") ? "\t" : delimiter;
        String file = fixture.file("input", "A" + between + "2\nB" + between + "1\n");
        assertThat(fixture.sortedText("-t", delimiter, "-k", "2:long", file))
                .isEqualTo("B" + between + "1\nA" + between + "2\n");
    }

    /** Two of these are one double. */
    @Test
    void shouldOrderDecimalsExactly() throws IOException {
        String input =
                fixture.file(
                        "decimals",
                        "1.5e1\n0.100000000000000002\n-3\n0.100000000000000001\n +.50\n15.00\n-3.0\n");
        assertThat(fixture.sortedText("-s", "-k", "1:decimal", input))
                .isEqualTo(
                        "-3\n-3.0\n0.100000000000000001\n0.100000000000000002\n +.50\n1.5e1\n15.00\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1.",
                "-",
                "e1",
                "1e",
                "1e+",
                "0x1",
                "1,5",
                "1.2.3",
                "NaN",
                "1 2",
                "9223372036854775808",
                "0.1234567890123456789",
                "1e-19",
                "1e19",
                "1e99999999999"
            })
    void shouldRefuseWhatIsNoDecimal(String text) throws IOException {
        String input = fixture.file("decimals", "9223372036854775807\n" + text + "\n");
        if (text.equals("1.")) {
            assertThat(fixture.sortedText("-k", "1:decimal", input)).startsWith("1.\n");
        } else {
            assertThat(fixture.failure("-k", "1:decimal", input))
                    .isEqualTo(input + ":2: column 1: '" + text + "' is not a decimal");
        }
    }
}
