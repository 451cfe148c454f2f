package io.plimsoll.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1b, 1",
        "2 kb, 2048",
        "3M, 3145728",
        "1 gibibytes, 1073741824",
        " 1t , 1099511627776"
    })
    void shouldReadWhatFlinkReads(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-1m", "1.5g", "1gib", "1 2m", "9223372036854775808"})
    void shouldSayWhatItExpected_whenItIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("size='" + text + "' (expected");
    }

    @Property
    void shouldReadBackWhatItWrites(@ForAll @LongRange(min = 0) long bytes) {
        ByteSize size = new ByteSize(bytes);

        assertThat(ByteSize.parse(size.exact())).isEqualTo(size);
    }

    @Property
    void shouldRoundProductsDown(@ForAll @LongRange(min = 0, max = 1L << 50) long bytes) {
        assertThat(new ByteSize(bytes).times(0.5).bytes()).isEqualTo(bytes / 2);
        assertThat(new ByteSize(bytes).times(0.1f).bytes())
                .isBetween(bytes / 10, bytes / 10 + (bytes >> 26) + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0b",
        "1000b, 1000b",
        "1k, 1k",
        "1025b, 1.0k (1025 b)",
        "7024k, 6.9m (7192576 b)",
        "1728m, 1728m",
        "4g, 4g",
        "1811939329b, 1.7g (1811939329 b)",
        "9223372036854775807b, unlimited"
    })
    void shouldBeReadAtAGlance(String text, String shown) {
        assertThat(ByteSize.parse(text)).hasToString(shown);
    }
}
