package io.plimsoll.benchmarks.sort;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.process.ChildCommand;
import io.plimsoll.benchmarks.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** GNU sort in byte order. */
public record GnuSort(Path program, SortTask task, MemorySize budget) implements Contestant {

    static final String NAME = "GNU sort";

    /** The one on PATH: others have other options. */
    public static Optional<Path> find() throws InterruptedException {
        for (String name : List.of("sort", "gsort")) {
            Optional<Path> program = Programs.find(name);
            if (program.isPresent() && version(program.get()).contains("GNU")) {
                return program;
            }
        }
        return Optional.empty();
    }

    static String version(Path program) throws InterruptedException {
        return Programs.firstLine(program, "--version");
    }

    @Override
    public String tool() {
        return NAME;
    }

    @Override
    public String setting() {
        return "-S " + size();
    }

    private String size() {
        return budget.toString().toUpperCase(Locale.ROOT);
    }

    @Override
    public ChildCommand command(RunFolder folder) {
        List<String> arguments = new ArrayList<>();
        arguments.add(program.toString());
        arguments.addAll(List.of("-S", size(), "--parallel=" + task.threads()));
        arguments.addAll(List.of("-T", folder.temporary().toString()));
        arguments.addAll(options());
        arguments.addAll(List.of("-o", folder.output().toString(), task.input().file().toString()));
        return new ChildCommand(arguments, Map.of("LC_ALL", "C"));
    }

    private List<String> options() {
        return switch (task.input().workload()) {
            case LINES -> List.of();
            case KEYS -> List.of("-t,", "-k2,2n");
        };
    }

    @Override
    public Account account(RunFolder folder) {
        return Account.NONE;
    }

    @Override
    public Optional<String> flaw(RunFolder folder) throws IOException {
        return task.flaw(folder.output());
    }
}
