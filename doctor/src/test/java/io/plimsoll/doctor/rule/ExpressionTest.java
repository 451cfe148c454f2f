package io.plimsoll.doctor.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Arithmetic of advice. */
final class ExpressionTest {

    private static Values values() {
        Values values = new Values();
        values.put("a", "7");
        values.put("limit", "2Gi");
        values.put("flink.slots", "4");
        values.put("word", "seven");
        return values;
    }

    private static double value(String expression) {
        return Expression.parse(expression).value(values());
    }

    @Test
    void shouldComputeByPrecedence() {
        assertThat(value("1 + 2 * 3 - 4 / 2")).isEqualTo(5);
        assertThat(value("(1 + 2) * 3")).isEqualTo(9);
        assertThat(value("10 - 3 - 2")).isEqualTo(5);
        assertThat(value("a * flink.slots")).isEqualTo(28);
        assertThat(value("a > 3 and a < 5 or a == 7")).isEqualTo(1);
    }

    @Test
    void shouldReadSizesInEachNotation() {
        assertThat(value("limit")).isEqualTo(2.0 * (1 << 30));
        assertThat(value("64m")).isEqualTo(64 << 20);
        for (String size :
                new String[] {
                    "1024m", "1g", "1 gb", "1GiB", "1Gi", "1073741824", "1073741824 bytes", "1.0 GB"
                }) {
            assertThat(Values.parse(size)).as(size).hasValue(1 << 30);
        }
    }

    @Test
    void shouldCallFunctions() {
        assertThat(value("up(3m + 1, 1m)")).isEqualTo(4 << 20);
        assertThat(value("min(a, 3) + max(a, 3)")).isEqualTo(10);
        assertThat(value("ceil(7 / 2) + floor(7 / 2)")).isEqualTo(7);
        assertThat(value("default(missing, 5)")).isEqualTo(5);
        assertThat(value("known(a) + known(missing)")).isEqualTo(1);
    }

    @Test
    void shouldBeUnknown_whenANameIs() {
        assertThat(value("a + missing")).isNaN();
        assertThat(value("a + word")).isNaN();
        assertThat(value("1 / 0")).isNaN();
        assertThat(Expression.parse("missing < 5").holds(values())).isFalse();
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> Expression.parse("1 +"))
                .hasMessageContaining("missing at its end");
        assertThatThrownBy(() -> Expression.parse("1 2")).hasMessageContaining("one too many");
        assertThatThrownBy(() -> Expression.parse("up(1)"))
                .hasMessageContaining("takes 2 arguments, not 1");
        assertThatThrownBy(() -> Expression.parse("sin(1)"))
                .hasMessageContaining("no function sin");
        assertThatThrownBy(() -> Expression.parse("1 ; 2"))
                .hasMessageContaining("cannot read ' ; 2'");
        assertThatThrownBy(() -> Expression.parse("(".repeat(600)))
                .hasMessageContaining("longer than");
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of(
                        "a", "1", "2g", "(", ")", "+", "*", "<", "and", "max", ",", "up", " ", ".",
                        "$", "known")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2000)
    void shouldComputeOrRefuse_whateverIsWritten(@ForAll("anything") String text) {
        try {
            Expression.parse(text).value(values());
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("expression='");
        }
    }

    @Test
    void templatesShouldRenderOrBeLeftOut() {
        assertThat(
                        Template.parse(
                                        "${limit|about}, ${a} of ${a + 1}, ${word}, ${3m + 1|size}, ${0.5|percent}")
                                .render(values()))
                .isEqualTo("2.0 GiB, 7 of 8, seven, 4m, 50 %");
        assertThat(Template.parse("${missing}").render(values())).isNull();
        assertThatThrownBy(() -> Template.parse("${a|bold}")).hasMessageContaining("format='bold'");
        assertThatThrownBy(() -> Template.parse("${a")).hasMessageContaining("a brace is open");
    }
}
