package io.plimsoll.benchmarks.micro.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.micro.jmh.JmhRun;
import io.plimsoll.benchmarks.micro.jmh.Library;
import io.plimsoll.benchmarks.micro.jmh.Metric;
import io.plimsoll.benchmarks.micro.jmh.Score;
import io.plimsoll.benchmarks.report.Fact;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MicroReportTest {

    private static final JmhRun RUN = JmhRun.timed("run", "x", Map.of()).withGarbage();

    private static MicroGroup group(Aim aim) {
        return new MicroGroup("g", "Group", List.of(RUN), Score::benchmark, _ -> aim);
    }

    private static Score score(Library library, double nanos, double garbage) {
        Map<String, Double> metrics = Map.of(Metric.TIME, nanos, "gc.alloc.rate.norm", garbage);
        return new Score(library, "pair", Map.of(), 1, metrics);
    }

    /** Ours 10, 20, 30 ns; a peer's 20, 30, 20 ns. */
    private static MicroResults results(Aim aim) {
        MicroResults results = new MicroResults(List.of(new Fact("System", "here")));
        double[] ours = {10, 20, 30};
        double[] peers = {20, 30, 20};
        for (int i = 0; i < ours.length; i++) {
            results.add(group(aim), RUN, i + 1, score(Library.PLIMSOLL, ours[i], 0.01));
            results.add(group(aim), RUN, i + 1, score(Library.FLINK, peers[i], 400.01));
        }
        return results;
    }

    @Test
    void aTableShowsMediansRatiosAimsAndFacts() {
        assertThat(MicroReport.markdown(results(new Aim.TimesBest(1))))
                .isEqualTo(
                        """
                        **Group**

                        | Case          | Plimsoll |           Flink |      Best / Plimsoll's | Aim         | Met |
                        | ------------- | -------: | --------------: | ---------------------: | ----------- | --- |
                        | pair          |  20.0 ns | 20.0 ns (1.00x) | 1.00x (0.67x to 2.00x) | 1x the best | yes |
                        | pair: garbage |      0 B |           400 B |                      - | at most 0 B | yes |

                        - System: here
                        """);
    }

    @Test
    void aLossIsShownAsOne() {
        assertThat(MicroReport.markdown(results(new Aim.TimesBest(3))))
                .contains("| 3x the best | no ");
    }

    @Test
    void aLossWithinWhatRoundsDifferByIsADraw() {
        assertThat(MicroReport.markdown(results(new Aim.Times(Library.FLINK, 1.5))))
                .contains("| 1.5x Flink ")
                .contains("| draw |");
    }

    @Test
    void ofSeveralAimsTheOneThatIsFarthestCounts() {
        Aim both = Aim.all(new Aim.TimesBest(1), new Aim.AtMost(19, "ns"));

        assertThat(MicroReport.markdown(results(both)))
                .contains("| 1x the best, at most 19 ns | no  |");
    }

    @Test
    void anotherWayOfOursIsShownAndIsNoPeer() {
        MicroResults results = results(new Aim.TimesBest(1));
        results.add(group(Aim.all()), RUN, 1, score(Library.PLIMSOLL_BUDDY, 5, 0));

        assertThat(MicroReport.markdown(results))
                .contains("Plimsoll buddy")
                .contains("1.00x (0.67x to 2.00x)");
    }

    @Test
    void whatCouldNotBeMeasuredIsTold() {
        MicroResults results = results(Aim.all());
        results.fail("g run in round 1: broken");

        assertThat(MicroReport.markdown(results))
                .contains("- Not measured: g run in round 1: broken");
        assertThat(results.isComplete()).isFalse();
    }

    @Test
    void everyFigureIsThereForPrograms() throws IOException {
        assertThat(MicroJson.of(results(Aim.all())))
                .contains("\"case\" : \"pair: garbage\"")
                .containsPattern("\"round\" : 3,\\s+\"unit\" : \"ns\",\\s+\"value\" : 30.0")
                .contains("\"System\" : \"here\"");
    }
}
