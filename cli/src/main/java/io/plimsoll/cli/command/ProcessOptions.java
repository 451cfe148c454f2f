package io.plimsoll.cli.command;

import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.LauncherSettings;
import io.plimsoll.cli.process.ProcessBudget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that works on data: in what memory, and on what disks. */
public class ProcessOptions {

    @SuppressWarnings("NullAway.Init") // set by picocli before anything is asked
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Budget of the whole process, its virtual machine included: at least 128m."
                            + " Default: a quarter of the container's or machine's memory, at most 4g.")
    private @Nullable String memory;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description =
                    "Where data goes that doesn't fit in memory; may be repeated. Default: TMPDIR, or"
                            + " the system's.")
    private List<Path> temporaryDirectories = new ArrayList<>();

    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    @Option(names = "--verbose", description = "Prints the stack trace of a failure.")
    private boolean verbose;

    private final LauncherSettings launcher = LauncherSettings.read();

    /** The process's budget, with so many threads at work. */
    public final ProcessBudget budget(int workers) {
        try {
            return ProcessBudget.of(memoryBytes(), memoryWords(), launcher, workers);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** The size of the process's budget. */
    public final long memoryBytes() {
        try {
            return memory == null ? launcher.defaultMemoryBytes() : ByteSize.parse(memory);
        } catch (IllegalArgumentException e) {
            throw usage("--memory: " + e.getMessage());
        }
    }

    /** The size as it was typed, and what it counts if that was left out. */
    private String memoryWords() {
        if (memory == null) {
            return ByteSize.mebibytes(memoryBytes());
        }
        boolean bare = memory.chars().allMatch(Character::isDigit);
        return bare ? memory + " (bytes, since it has no unit)" : memory;
    }

    public final List<Path> temporaryDirectories() {
        return temporaryDirectories.isEmpty()
                ? List.of(launcher.temporaryDirectory())
                : temporaryDirectories;
    }

    /** Whether someone watches standard error. */
    public final boolean hasTerminal() {
        return launcher.terminal();
    }

    /** Where messages go. */
    public final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    public final ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
