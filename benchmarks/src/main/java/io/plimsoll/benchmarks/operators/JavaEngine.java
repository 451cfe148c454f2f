package io.plimsoll.benchmarks.operators;

import io.plimsoll.benchmarks.contest.Account;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import io.plimsoll.benchmarks.process.ChildCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An engine in Java: Plimsoll's operators or Flink's, driven alone.
 *
 * @param tool its name, for people
 * @param java the virtual machine to run it in
 * @param classPath its classes and those of the program that drives it
 * @param limit what it may manage: its pages
 */
public record JavaEngine(
        String tool,
        Path java,
        String classPath,
        Answers answers,
        int threads,
        MemorySize limit,
        MemorySize budget)
        implements Engine {

    /** How Flink is called in tables. */
    public static final String FLINK = "Flink";

    private static final String PROGRAM = "io.plimsoll.benchmarks.operators.OperatorProgram";

    /** Rows are on pages: the heap holds what engines need to work. */
    private static final List<String> JVM_FLAGS =
            List.of(
                    "-Xmx64m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:ReservedCodeCacheSize=32m",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED");

    @Override
    public String setting() {
        return "managed " + limit;
    }

    @Override
    public JavaEngine withLimit(MemorySize other) {
        return new JavaEngine(tool, java, classPath, answers, threads, other, budget);
    }

    @Override
    public ChildCommand command(RunFolder folder) {
        List<String> arguments = new ArrayList<>();
        arguments.add(java.toString());
        arguments.addAll(JVM_FLAGS);
        arguments.addAll(List.of("-cp", classPath, PROGRAM));
        arguments.add("engine=" + tool.toLowerCase(Locale.ROOT));
        arguments.addAll(answers.task().arguments());
        arguments.add("memory=" + limit.bytes());
        arguments.add("threads=" + threads);
        arguments.add("temporary=" + folder.temporary());
        arguments.add("output=" + folder.output());
        // As for DuckDB: what the allocator keeps back is resident, too.
        return new ChildCommand(arguments, Map.of("MALLOC_ARENA_MAX", "1"));
    }

    @Override
    public Account account(RunFolder folder) {
        return Account.NONE;
    }
}
