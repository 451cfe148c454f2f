package io.plimsoll.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.Outcome;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.Run;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.process.ChildCommand;
import io.plimsoll.benchmarks.process.ResourceUse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {

    private record Named(String tool, String setting, MemorySize budget) implements Contestant {

        @Override
        public ChildCommand command(RunFolder folder) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Account account(RunFolder folder) {
            return Account.NONE;
        }

        @Override
        public Optional<String> flaw(RunFolder folder) {
            return Optional.empty();
        }
    }

    private static final MemorySize BUDGET = MemorySize.parse("1m");
    private static final Contestant OURS = new Named(PlimsollProgram.NAME, "--memory 1m", BUDGET);
    private static final Contestant PEER = new Named("peer", "-S 1M", BUDGET);
    private static final Contestant LOSER = new Named("loser", "1", BUDGET);

    private static Outcome finished(long wallMillis, long residentBytes) {
        ResourceUse use =
                new ResourceUse(
                        wallMillis * 1_000_000,
                        OptionalLong.of(2 * wallMillis * 1_000_000),
                        OptionalLong.of(residentBytes),
                        OptionalLong.empty());
        return new Outcome.Finished(use, Account.NONE, 3_000_000, 4_000_000);
    }

    private static Results results() {
        return new Results(
                "sort",
                List.of(new Fact("System", "here")),
                List.of("a note"),
                List.of(
                        new Run(OURS, 1, finished(1000, 1 << 20)),
                        new Run(PEER, 1, finished(500, (1 << 20) + 1)),
                        new Run(LOSER, 1, new Outcome.Failed("no room")),
                        new Run(PEER, 2, finished(1500, 1 << 20)),
                        new Run(LOSER, 2, new Outcome.Failed("no room")),
                        new Run(OURS, 2, finished(2000, 1 << 20))));
    }

    @Test
    void shouldShowEveryContestant_losersToo() {
        assertThat(MarkdownReport.of(results()))
                .isEqualTo(
                        """
                        | Budget | Tool     | Setting     | Median s | Min s | Max s | CPU s | Peak resident | Spilled | Written |   Time / Plimsoll's |
                        | -----: | -------- | ----------- | -------: | ----: | ----: | ----: | ------------: | ------: | ------: | ------------------: |
                        |     1m | Plimsoll | --memory 1m |     1.50 |  1.00 |  2.00 |  3.00 |            1m |    3 MB |       - |                   1 |
                        |     1m | peer     | -S 1M       |     1.00 |  0.50 |  1.50 |  2.00 |       2m over |    3 MB |       - | 0.67 (0.50 to 0.75) |
                        |     1m | loser    | 1           |   failed |     - |     - |     - |             - |       - |       - |                   - |

                        - loser 1 failed in 2 of 2 rounds: no room
                        - a note
                        - System: here
                        """);
    }

    @Test
    void shouldKnowWhetherAllWereRight() {
        Results results = results();

        assertThat(results.allFinished()).isFalse();
        assertThat(new Results("sort", List.of(), List.of(), results.runs().subList(0, 2)))
                .returns(true, Results::allFinished);
    }

    @Test
    void shouldShowTheOutput_whenThereIsNoPeer() {
        Results alone = new Results("index", List.of(), List.of(), results().runs().subList(0, 1));

        assertThat(MarkdownReport.of(alone)).contains("Output").contains("4 MB |");
    }

    @Test
    void shouldShowNoRatio_whenPlimsollFailed() {
        List<Run> runs =
                List.of(
                        new Run(OURS, 1, new Outcome.Failed("no room")),
                        new Run(PEER, 1, finished(500, 1)));

        assertThat(MarkdownReport.of(new Results("sort", List.of(), List.of(), runs)))
                .containsPattern("Plimsoll .* failed .* - \\|\n")
                .containsPattern("peer .* 0.50 .* - \\|\n");
    }

    @Test
    void shouldWriteEverySingleRun() throws IOException {
        String json = JsonReport.of(results());

        assertThat(json)
                .contains("\"benchmark\" : \"sort\"", "\"System\" : \"here\"", "\"a note\"")
                .contains("\"failure\" : \"no room\"", "\"wallNanos\" : 1500000000")
                .doesNotContain("writtenBytes", "reportedSpillBytes");
        assertThat(json.split("\"round\"", -1)).hasSize(1 + results().runs().size());
    }
}
