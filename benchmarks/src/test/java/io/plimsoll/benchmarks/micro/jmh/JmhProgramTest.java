package io.plimsoll.benchmarks.micro.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a run of JMH that failed is said to have failed of. */
final class JmhProgramTest {

    @Test
    void shouldSayWhatWentWrong_whenItIsFollowedByAStack() {
        String log =
                """
                # JMH version: 1.37
                ERROR: Unable to acquire the JMH lock: already taken by another JMH instance
                \tat org.openjdk.jmh.runner.Runner.run(Runner.java:212)
                \tat org.openjdk.jmh.Main.main(Main.java:71)

                """;

        assertThat(JmhProgram.complaint(log))
                .isEqualTo(
                        "ERROR: Unable to acquire the JMH lock: already taken by another JMH instance");
    }

    @Test
    void shouldSayThatNothingWasSaid_whenTheLogIsEmpty() {
        assertThat(JmhProgram.complaint("\n")).isEqualTo("JMH said nothing");
    }
}
