package io.plimsoll.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TimeCommandTest {

    @Test
    void shouldReadFigures() throws IOException {
        ResourceUse use = TimeCommand.parse("4.25 0.50 326144 2000016\n");

        assertThat(use.cpuNanos()).hasValue(4_750_000_000L);
        assertThat(use.peakResidentBytes()).hasValue(326_144L * 1024);
        assertThat(use.writtenBytes()).hasValue(2_000_016L * 512);
    }

    @Test
    void shouldReadFigures_whenTheProgramFailed() throws IOException {
        ResourceUse use =
                TimeCommand.parse("Command exited with non-zero status 1\n0.01 0.00 1024 0\n");

        assertThat(use.peakResidentBytes()).hasValue(1024L * 1024);
    }

    @Test
    void shouldRefuseWhatIsNoFigures() {
        assertThatThrownBy(() -> TimeCommand.parse("time: cannot run nothing\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'time: cannot run nothing' are not the figures");
        assertThatThrownBy(() -> TimeCommand.parse("")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldTrustOnlyVersionsThatCountRight() {
        assertThat(TimeCommand.isUsable("time (GNU Time) 1.9")).isTrue();
        assertThat(TimeCommand.isUsable("time (GNU Time) UNKNOWN")).isTrue();
        assertThat(TimeCommand.isUsable("GNU time 1.7")).isFalse();
        assertThat(TimeCommand.isUsable("BusyBox v1.36.1")).isFalse();
        assertThat(TimeCommand.isUsable("")).isFalse();
    }
}
