package io.plimsoll.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {

    @ParameterizedTest
    @CsvSource({
        "128m, 134217728, 128m",
        "1G, 1073741824, 1g",
        "1024m, 1073741824, 1g",
        "3k, 3072, 3k"
    })
    void shouldReadAndWriteSizes(String text, long bytes, String shown) {
        MemorySize size = MemorySize.parse(text);

        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "128", "0m", "-1m", "1.5g", "128 m", "12345678901m"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatThrownBy(() -> MemorySize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a size");
    }

    @Test
    void shouldTakePartsInWholeMebibytes() {
        MemorySize size = MemorySize.parse("100m");

        assertThat(size.sixteenths(16)).isEqualTo(size);
        assertThat(size.sixteenths(3)).hasToString("18m");
        assertThat(MemorySize.parse("1m").sixteenths(1)).hasToString("1m");
    }
}
