package io.plimsoll.benchmarks.sort;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.contest.PlimsollReport;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.process.ChildCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code plimsoll sort}. */
public record PlimsollSort(PlimsollProgram program, SortTask task, MemorySize budget)
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
        List<String> rest = new ArrayList<>(options());
        rest.addAll(List.of("-o", folder.output().toString(), task.input().file().toString()));
        return program.command("sort", budget, task.threads(), folder, rest);
    }

    private List<String> options() {
        return switch (task.input().workload()) {
            case LINES -> List.of();
            case KEYS -> List.of("-t", ",", "-k", "2:long");
        };
    }

    @Override
    public Account account(RunFolder folder) throws IOException {
        return PlimsollReport.read(folder.report()).account();
    }

    @Override
    public Optional<String> flaw(RunFolder folder) throws IOException {
        return task.flaw(folder.output());
    }
}
