package io.plimsoll.cli.command;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.input.source.InputException;
import io.plimsoll.cli.input.source.InputFile;
import io.plimsoll.cli.job.RowInput;
import io.plimsoll.cli.output.OutputException;
import io.plimsoll.cli.output.OutputFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that reads rows of columns: what a row is, where results go. */
public final class RowOptions {

    @SuppressWarnings("NullAway.Init") // set by picocli before anything is asked
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-t", "--delimiter"},
            paramLabel = "CHAR",
            description = "What stands between columns. Default: tab; with --csv: comma.")
    private @Nullable String delimiter;

    @Option(
            names = "--csv",
            description =
                    "Rows are as RFC 4180 has them: quotes, and delimiters and newlines inside.")
    private boolean csv;

    @Option(
            names = "--header",
            description =
                    "Each input starts with its columns' names; they are written once, first.")
    private boolean header;

    @Option(
            names = "--on-bad-row",
            paramLabel = "fail|skip",
            description =
                    "What to do with a row that has a value not of its column's type:"
                            + " ${COMPLETION-CANDIDATES}. Default: fail.")
    private OnBadRow onBadRow = OnBadRow.FAIL;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "Writes to a file, which comes into being complete or not at all, and may be one"
                            + " of the inputs. Default: standard output.")
    private @Nullable Path output;

    /** What to do with a malformed row. */
    enum OnBadRow {
        FAIL,
        SKIP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The rows of inputs.
     *
     * @param files as they were named; none: standard input
     */
    public RowInput input(List<String> files, int threads) throws InputException {
        List<InputFile> inputs = new ArrayList<>();
        // standard input that is named again has nothing more, as for sort(1)
        for (String file : files.isEmpty() ? List.of(StandardInput.NAME) : files) {
            inputs.add(InputFile.of(file));
        }
        return new RowInput(inputs, format(), onBadRow == OnBadRow.SKIP, threads);
    }

    /** Opens where results go. */
    public OutputFile openOutput() throws OutputException {
        return output == null ? OutputFile.standardOutput() : OutputFile.of(output);
    }

    private RowFormat format() {
        return new RowFormat(csv, delimiterByte(), header);
    }

    private byte delimiterByte() {
        String text = delimiter == null ? (csv ? "," : "\t") : delimiter;
        if (text.equals("\\t")) {
            return '\t';
        }
        boolean usable = text.length() == 1 && text.charAt(0) < 0x80;
        if (!usable || "\n\r\0".contains(text) || (csv && text.equals("\""))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-t '"
                            + text
                            + "' is not a delimiter (expected one ASCII character, such as ',')");
        }
        return (byte) text.charAt(0);
    }
}
