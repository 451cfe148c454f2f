package io.plimsoll.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table().column("Tool", Table.Align.LEFT).column("s", Table.Align.RIGHT);

    @Test
    void shouldPadColumns() {
        table.row(List.of("GNU sort", "1.25")).row(List.of("a|b", "10.00"));

        assertThat(table.markdown())
                .isEqualTo(
                        """
                        | Tool     |     s |
                        | -------- | ----: |
                        | GNU sort |  1.25 |
                        | a\\|b     | 10.00 |
                        """);
    }

    @Test
    void shouldRefuseARowOfAnotherWidth() {
        assertThatThrownBy(() -> table.row(List.of("alone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells=1 (expected 2)");
    }
}
