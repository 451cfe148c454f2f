package io.plimsoll.benchmarks.index;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.PlimsollReport;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.process.ChildCommand;
import io.plimsoll.benchmarks.process.FolderWatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code plimsoll index}.
 *
 * @param input what is indexed, as the command takes it
 * @param threads how many may work
 */
public record PlimsollIndex(PlimsollProgram program, String input, int threads, MemorySize budget)
        implements Contestant {

    @Override
    public String tool() {
        return PlimsollProgram.NAME;
    }

    @Override
    public String setting() {
        return PlimsollProgram.setting(budget);
    }

    @Override
    public ChildCommand command(RunFolder folder) {
        return program.command(
                "index",
                budget,
                threads,
                folder,
                List.of("--out", folder.output().toString(), input));
    }

    @Override
    public Account account(RunFolder folder) throws IOException {
        return PlimsollReport.read(folder.report()).account();
    }

    /** That there is an index; whether it holds what it should is what the tests of it show. */
    @Override
    public Optional<String> flaw(RunFolder folder) {
        return FolderWatch.sizeBytes(folder.output()) > 0
                ? Optional.empty()
                : Optional.of("no index");
    }
}
