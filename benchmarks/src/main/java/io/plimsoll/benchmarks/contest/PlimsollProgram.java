package io.plimsoll.benchmarks.contest;

import io.plimsoll.benchmarks.process.ChildCommand;
import io.plimsoll.benchmarks.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plimsoll's command line, as its users run it.
 *
 * @param home the folder that {@code ./plimsoll} is in
 */
public record PlimsollProgram(Path home) {

    /** How Plimsoll is called in tables. */
    public static final String NAME = "Plimsoll";

    /**
     * What it says about itself. Builds it if that is due: the first run is no slower than others.
     */
    public String version() throws InterruptedException {
        return Programs.firstLine(launcher(), "--version");
    }

    /** The commit that it was built from, and whether files were changed since; else nothing. */
    public String revision() throws InterruptedException {
        Optional<Path> git = Programs.find("git");
        return git.isEmpty()
                ? ""
                : Programs.firstLine(
                        git.get(), "-C", home.toString(), "describe", "--always", "--dirty");
    }

    /**
     * A command on data.
     *
     * @param name of the command
     * @param rest its own options, and its input
     */
    public ChildCommand command(
            String name, MemorySize budget, int threads, RunFolder folder, List<String> rest) {
        List<String> arguments = new ArrayList<>();
        arguments.add(launcher().toString());
        arguments.add(name);
        arguments.addAll(List.of("--memory", budget.toString()));
        arguments.addAll(List.of("--threads", String.valueOf(threads)));
        arguments.addAll(List.of("--temp-dir", folder.temporary().toString()));
        arguments.addAll(List.of("--report", folder.report().toString()));
        arguments.add("--quiet");
        arguments.addAll(rest);
        return new ChildCommand(arguments, Map.of());
    }

    /** How its user sets the budget. */
    public static String setting(MemorySize budget) {
        return "--memory " + budget;
    }

    private Path launcher() {
        return home.resolve("plimsoll");
    }
}
