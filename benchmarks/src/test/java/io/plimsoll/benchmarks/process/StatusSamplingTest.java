package io.plimsoll.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusSamplingTest {

    @Test
    void shouldReadTheHighWaterMark() {
        String status = "Name:\tjava\nVmPeak:\t 900 kB\nVmHWM:\t  262144 kB\nVmRSS:\t  1024 kB\n";

        assertThat(StatusSampling.peakBytes(status)).hasValue(256L << 20);
    }

    @Test
    void shouldKnowNothing_whenTheProcessIsAboutToEnd() {
        assertThat(StatusSampling.peakBytes("Name:\tjava\nState:\tZ (zombie)\n")).isEmpty();
    }
}
