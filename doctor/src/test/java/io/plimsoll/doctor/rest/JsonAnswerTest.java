package io.plimsoll.doctor.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JsonAnswerTest {

    private static final String ANSWER =
            """
            {"beside": 1, "a": {"list": [{"id": "x", "deep": {"n": [7, {"m": 8}]}}, 5, null, []], "z": true}, "none": null}\
            """;

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Map<String, String>> elements(String text) throws IOException {
        List<Map<String, String>> elements = new ArrayList<>();
        JsonAnswer.list(
                "test", in(text), "a.list", fields -> elements.add(Map.copyOf(fields.all())));
        return elements;
    }

    @Test
    void shouldFlattenElements_andWhatIsBeside() throws IOException {
        List<Map<String, String>> elements = new ArrayList<>();
        Fields beside =
                JsonAnswer.list("test", in(ANSWER), "a.list", fields -> elements.add(fields.all()));
        assertThat(elements)
                .containsExactly(
                        Map.of("id", "x", "deep.n.0", "7", "deep.n.1.m", "8"),
                        Map.of("value", "5"),
                        Map.of(),
                        Map.of());
        assertThat(beside.all()).isEqualTo(Map.of("beside", "1", "a.z", "true"));
    }

    @Test
    void shouldSayThatItIsNotWhole_whereverItIsCut() {
        for (int length = 0; length < ANSWER.length(); length++) {
            String cut = ANSWER.substring(0, length);
            assertThatThrownBy(() -> elements(cut)).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldKnowNothing_ofNumbersThatAreNone() throws IOException {
        Fields fields =
                JsonAnswer.object(
                        "test",
                        in(
                                "{\"a\":\"NaN\",\"b\":-1,\"c\":1e999,\"d\":[1],\"e\":\"5.5\",\"f\":{}}"));
        assertThat(fields.number("a")).isEmpty();
        assertThat(fields.number("b")).isEmpty();
        assertThat(fields.count("c")).isEmpty();
        assertThat(fields.number("d")).isEmpty();
        assertThat(fields.count("e")).hasValue(5);
        assertThat(fields.text("f")).isEmpty();
    }

    @Test
    void shouldRefuse_whatIsTooDeepOrTooLong() {
        assertThatThrownBy(() -> JsonAnswer.object("test", in("{\"a\":" + "[".repeat(100_000))))
                .isInstanceOf(RestException.class);
        assertThatThrownBy(() ->
                        JsonAnswer.object("test", in("{\"a\":\"" + "x".repeat(3 << 20) + "\"}")))
                .isInstanceOf(RestException.class);
        assertThatThrownBy(() -> JsonAnswer.object("test", in("<html>")))
                .isInstanceOf(RestException.class)
                .hasMessageStartingWith("test: ");
        assertThatThrownBy(() -> JsonAnswer.object("test", in("[]")))
                .isInstanceOf(RestException.class);
    }

    /** Two hundred megabytes of fields and elements, of which next to nothing is kept. */
    @Test
    void shouldKeepLittle_ofAnEndlessAnswer() throws IOException {
        InputStream endless =
                new Repeated(
                        "{\"x\":[",
                        "{\"k\":\"" + "v".repeat(1000) + "\"},",
                        "0],",
                        100_000,
                        "\"b\":{",
                        "\"f\":\"" + "w".repeat(1000) + "\",",
                        "\"z\":0}}",
                        90_000);
        long[] seen = new long[1];
        Fields beside = JsonAnswer.list("test", endless, "x", _ -> seen[0]++);
        assertThat(seen[0]).isEqualTo(100_001);
        assertThat(beside.all().values().stream().mapToInt(String::length).sum())
                .isLessThan(4 << 20);
    }

    @Test
    void shouldNotFail_onAnswersThatAreNearlyRight() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(ANSWER);
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[],:\"\\0n-e\u0000é".charAt(random.nextInt(14)));
                    default -> text.append(text.substring(at));
                }
            }
            try {
                elements(text.toString());
            } catch (IOException refused) {
                assertThat(refused.getMessage()).as("seed=%d", seed).isNotBlank();
            }
        }
    }

    /** Pieces of text, some of them many times over. */
    private static final class Repeated extends InputStream {

        private final Object[] parts;
        private int part;
        private long times;
        private byte[] piece = new byte[0];
        private int next;

        Repeated(
                String head,
                String first,
                String middle,
                int firstTimes,
                String second,
                String third,
                String tail,
                int thirdTimes) {
            this.parts =
                    new Object[] {
                        head, 1, first, firstTimes, middle, 1, second, 1, third, thirdTimes, tail, 1
                    };
        }

        @Override
        public int read() {
            while (next == piece.length) {
                if (part == parts.length) {
                    return -1;
                }
                if (times == (Integer) parts[part + 1]) {
                    part += 2;
                    times = 0;
                    piece = new byte[0];
                    next = 0;
                    continue;
                }
                piece = ((String) parts[part]).getBytes(StandardCharsets.UTF_8);
                next = 0;
                times++;
            }
            return piece[next++] & 0xff;
        }
    }
}
