package io.plimsoll.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.process.ChildCommand;
import io.plimsoll.benchmarks.process.ChildRunner;
import io.plimsoll.benchmarks.process.ResourceMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a POSIX shell")
class ContestTest {

    @TempDir Path folder;

    /** Writes a word, and should have written "right". */
    private record Writer(String word) implements Contestant {

        @Override
        public String tool() {
            return "shell";
        }

        @Override
        public String setting() {
            return word;
        }

        @Override
        public MemorySize budget() {
            return MemorySize.parse("1m");
        }

        @Override
        public ChildCommand command(RunFolder folder) {
            String script = "printf x > \"$1/spill\" && printf %s \"$2\" > \"$3\"";
            return ChildCommand.of(
                    "sh",
                    "-c",
                    script,
                    "sh",
                    folder.temporary().toString(),
                    word,
                    folder.output().toString());
        }

        @Override
        public Account account(RunFolder folder) {
            return Account.NONE;
        }

        @Override
        public Optional<String> flaw(RunFolder folder) throws IOException {
            return Files.readString(folder.output()).equals("right")
                    ? Optional.empty()
                    : Optional.of("wrong word");
        }
    }

    private Contest contest(List<String> progress) throws InterruptedException {
        ChildRunner runner = new ChildRunner(ResourceMeter.ofThisMachine(), folder);
        return new Contest(runner, new RunFolder(folder.resolve("run")), progress::add);
    }

    @Test
    void shouldTellWhatARightRunTook() throws Exception {
        Outcome outcome = contest(new ArrayList<>()).run(new Writer("right"), "once");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Finished.class,
                        finished -> {
                            assertThat(finished.outputBytes()).isEqualTo(5);
                            assertThat(finished.temporaryPeakBytes()).isEqualTo(1);
                            assertThat(finished.spilledBytes()).isEqualTo(1);
                        });
    }

    @Test
    void shouldCountAWrongOutputAsFailure() throws Exception {
        Outcome outcome = contest(new ArrayList<>()).run(new Writer("left"), "once");

        assertThat(outcome).isEqualTo(new Outcome.Failed("wrong word"));
    }

    @Test
    void shouldLetEachBeginARound_andLeaveNothingBehind() throws Exception {
        List<String> progress = new ArrayList<>();
        Writer right = new Writer("right");
        Writer left = new Writer("left");

        List<Run> runs = contest(progress).run(List.of(right, left), 2);

        assertThat(runs).extracting(Run::contestant).containsExactly(right, left, left, right);
        assertThat(runs).extracting(Run::round).containsExactly(1, 1, 2, 2);
        assertThat(progress)
                .hasSize(4)
                .element(1)
                .isEqualTo("round 1 of 2: shell left: wrong word");
        assertThat(folder.resolve("run/output")).doesNotExist();
    }

    @Test
    void shouldRotate() {
        assertThat(Contest.rotated(List.of(1, 2, 3), 0)).containsExactly(1, 2, 3);
        assertThat(Contest.rotated(List.of(1, 2, 3), 1)).containsExactly(2, 3, 1);
        assertThat(Contest.rotated(List.of(1, 2, 3), 5)).containsExactly(3, 1, 2);
    }
}
