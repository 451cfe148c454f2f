package io.plimsoll.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.micro.jmh.Effort;
import io.plimsoll.benchmarks.micro.jmh.JmhRun;
import io.plimsoll.benchmarks.micro.jmh.Library;
import io.plimsoll.benchmarks.micro.jmh.Metric;
import io.plimsoll.benchmarks.micro.jmh.Score;
import io.plimsoll.benchmarks.micro.result.Aim;
import io.plimsoll.benchmarks.micro.result.MicroGroup;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MemoryBenchmarksTest {

    private static List<String> labels(String only) {
        return MicroContest.only(MemoryBenchmarks.all(), Pattern.compile(only)).stream()
                .flatMap(group -> group.runs().stream().map(group::label))
                .toList();
    }

    @Test
    void aPatternChoosesRunsByGroupAndName() {
        assertThat(labels("segment off-heap random"))
                .hasSize(4)
                .allMatch(label -> label.startsWith("segment off-heap random"));
        assertThat(labels("^bulk copy$")).containsExactly("bulk copy");
        assertThat(labels("nothing")).isEmpty();
    }

    @Test
    void jmhIsToldParametersThreadsFlagsAndTimes() {
        JmhRun run =
                new JmhRun(
                        "l",
                        "Pages",
                        Map.of("pools", "own"),
                        2,
                        List.of("-Xint"),
                        List.of(Metric.NANOS, Metric.GARBAGE),
                        true);

        assertThat(String.join(" ", run.arguments(new Effort(1, 2, 3, 4))))
                .isEqualTo(
                        "Pages -t 2 -p pools=own -jvmArgsAppend -Xint -prof gc"
                                + " -wi 1 -w 2ms -i 3 -r 4ms");
    }

    @Test
    void comparingManyBytesShallTakeHalfOfTheBestPeersTime() {
        MicroGroup bulk =
                MemoryBenchmarks.all().stream()
                        .filter(group -> group.name().equals("bulk"))
                        .findFirst()
                        .orElseThrow();

        assertThat(bulk.aimOf().apply(bulkScore("compare", "256"))).isEqualTo(new Aim.TimesBest(2));
        assertThat(bulk.aimOf().apply(bulkScore("compare", "64"))).isEqualTo(new Aim.TimesBest(1));
        assertThat(bulk.aimOf().apply(bulkScore("copy", "4096"))).isEqualTo(new Aim.TimesBest(1));
    }

    @Test
    void everyPatternOfBlocksHasANameAndAllAreCompared() {
        MicroGroup blocks =
                MemoryBenchmarks.all().stream()
                        .filter(group -> group.name().equals("blocks"))
                        .findFirst()
                        .orElseThrow();

        for (JmhRun run : blocks.runs()) {
            String method = run.benchmarks().replaceAll(".*\\.(\\w+)\\$", "$1");
            Score score =
                    new Score(Library.PLIMSOLL, method, run.parameters(), run.threads(), Map.of());
            assertThat(blocks.caseOf().apply(score)).matches("\\w.*\\w");
            assertThat(blocks.aimOf().apply(score).label()).isNotEmpty();
        }
    }

    @Test
    void leakDetectionIsComparedWithNone() {
        MicroGroup leases =
                MemoryBenchmarks.all().stream()
                        .filter(group -> group.name().equals("leases"))
                        .findFirst()
                        .orElseThrow();

        Score score = new Score(Library.PLIMSOLL, "block", Map.of(), 2, Map.of());
        assertThat(leases.caseOf().apply(score)).isEqualTo("block of 256 B, 2 threads");
        assertThat(leases.aimOf().apply(score))
                .isEqualTo(new Aim.Times(Library.PLIMSOLL_DISABLED, 0.99));
        assertThat(Library.ofClass("PlimsollDisabledLeases")).contains(Library.PLIMSOLL_DISABLED);
        assertThat(Library.ofClass("PlimsollLeases")).contains(Library.PLIMSOLL);
        assertThat(Library.PLIMSOLL_DISABLED.isPeer()).isFalse();
    }

    private static Score bulkScore(String method, String length) {
        return new Score(Library.PLIMSOLL, method, Map.of("length", length), 1, Map.of());
    }
}
