package io.plimsoll.doctor.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What files of rules are refused for, and where. */
final class RuleFileTest {

    private static final String GOOD =
            """
            rules:
              - id: MINE
                title: It broke
                severity: critical
                match:
                  - contains: "broke with"
                    regex: 'broke with (?<code>\\d+)'
                causes: ["It was ${code}."]
                fix: {jvm: ["Set it to ${code + 1}."]}
                source: "us"
            """;

    private static RuleBook with(String text) throws IOException {
        return RuleBook.standard().with(text, "mine.yaml");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> with(text))
                .isInstanceOf(RuleFileException.class)
                .hasMessage(message);
    }

    @Test
    void shouldAddARule_orReplaceOne() throws IOException {
        RuleBook standard = RuleBook.standard();
        assertThat(with(GOOD).rules()).hasSize(standard.rules().size() + 1);
        RuleBook replaced = with(GOOD.replace("MINE", "HEAP"));
        assertThat(replaced.rules()).hasSize(standard.rules().size());
        assertThat(replaced.rules()).extracting(Rule::title).contains("It broke");
    }

    @Test
    void shouldNameFileAndLine() {
        assertRefused(
                GOOD.replace("title:", "titel:"),
                "mine.yaml:3: there is no field titel (expected %s)".formatted(fields()));
        assertRefused(
                GOOD.replace("critical", "bad"),
                "mine.yaml:4: 'bad' (expected one of [critical, warning])");
        assertRefused(GOOD.replace("${code}", "${kode}"), "mine.yaml:2: nothing defines kode");
        assertRefused(GOOD.replace("    source: \"us\"\n", ""), "mine.yaml:2: source is missing");
        assertRefused(
                GOOD.replace("code + 1", "code +"),
                "mine.yaml:9: expression='code +' (something is missing at its end)");
        assertRefused(
                GOOD.replace("broke with\"", "it\""),
                "mine.yaml:6: contains='it' (expected at least 4 characters on a line)");
        assertRefused(
                GOOD + GOOD.substring("rules:\n".length()), "mine.yaml:11: MINE is there twice");
        assertRefused("rules: 7", "mine.yaml:1: expected fields, each 'name: value'");
        assertRefused("", "mine.yaml: is empty");
    }

    private static String fields() {
        try {
            with(GOOD.replace("title:", "titel:"));
        } catch (IOException refused) {
            String message = String.valueOf(refused.getMessage());
            return message.substring(message.indexOf('['), message.indexOf(']') + 1);
        }
        throw new AssertionError();
    }

    @Test
    void shouldRefuseARegularExpressionThatIsNone() {
        assertThatThrownBy(() -> with(GOOD.replace("(?<code>", "(?<code")))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith("mine.yaml:7: ");
    }

    /** The seed is fixed: a failure comes again. */
    @Test
    void shouldReadOrRefuse_whateverIsInTheFile() throws IOException {
        byte[] original;
        try (InputStream in = RuleFileTest.class.getResourceAsStream("rules.yaml")) {
            original = Objects.requireNonNull(in).readAllBytes();
        }
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < 60; round++) {
            byte[] mutated = original.clone();
            for (int change = 0; change < 3; change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(32, 127);
            }
            try {
                with(new String(mutated, StandardCharsets.UTF_8));
            } catch (RuleFileException expected) {
                refused++;
                assertThat(expected).hasMessageStartingWith("mine.yaml:");
            }
        }
        assertThat(refused).isPositive();
    }
}
