package io.plimsoll.cli.sort;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.JobOptions;
import io.plimsoll.cli.command.StandardInput;
import io.plimsoll.cli.input.source.InputFile;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.JobResources;
import io.plimsoll.cli.report.JobFigures;
import io.plimsoll.cli.report.JobMonitor;
import io.plimsoll.cli.row.KeyException;
import io.plimsoll.memory.MemoryReservationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll sort}. */
@Command(
        name = "sort",
        mixinStandardHelpOptions = true,
        description = {
            "Sorts lines, or rows by typed columns, of any size.",
            "Without -k whole lines are ordered by their bytes, as LC_ALL=C sort does. Rows that tie"
                    + " on all keys are ordered by their bytes."
        },
        sortOptions = false)
public final class SortCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What to sort; - or nothing: standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            description =
                    "Orders by a column: COLUMN[:TYPE][:asc|desc], where COLUMN is a number from 1 or,"
                            + " with --header, a name, and TYPE is string (bytes), long or double."
                            + " May be repeated.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = {"-t", "--delimiter"},
            paramLabel = "CHAR",
            description = "What stands between columns. Default: tab; with --csv: comma.")
    private @Nullable String delimiter;

    @Option(
            names = "--header",
            description =
                    "Each input starts with its columns' names; they are written once, first.")
    private boolean header;

    @Option(
            names = "--csv",
            description =
                    "Rows are as RFC 4180 has them: quotes, and delimiters and newlines inside.")
    private boolean csv;

    @Option(
            names = {"-u", "--unique"},
            description = "Of rows with equal keys (without -k: equal rows) keeps the first.")
    private boolean unique;

    @Option(
            names = {"-r", "--reverse"},
            description = "Reverses the order.")
    private boolean reverse;

    @Option(
            names = {"-s", "--stable"},
            description = "Keeps the input's order of rows with equal keys.")
    private boolean stable;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "Writes to a file, which comes into being complete or not at all, and may be one"
                            + " of the inputs. Default: standard output.")
    private @Nullable Path output;

    @Option(
            names = "--on-bad-row",
            paramLabel = "fail|skip",
            description =
                    "What to do with a row whose key isn't of its type: ${COMPLETION-CANDIDATES}."
                            + " Default: fail.")
    private OnBadRow onBadRow = OnBadRow.FAIL;

    @Mixin private final JobOptions options = new JobOptions();

    /** What to do with a malformed row. */
    enum OnBadRow {
        FAIL,
        SKIP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Exception {
        long startNanos = System.nanoTime();
        SortRequest request = request();
        options.checkReport();
        JobResources resources =
                JobResources.open(
                        options.budget(options.threads()), options.temporaryDirectories());
        SortResult result;
        try (resources;
                OutputFile target =
                        output == null ? OutputFile.standardOutput() : OutputFile.of(output)) {
            result = sort(request, target, resources);
            target.commit();
        }
        options.tell(
                "sorted "
                        + String.format(Locale.ROOT, "%,d", result.outputRows())
                        + " rows ("
                        + ByteSize.shown(result.outputBytes())
                        + ")",
                result.skippedRows() == 0
                        ? null
                        : "skipped "
                                + result.skippedRows()
                                + (result.skippedRows() == 1
                                        ? " malformed row: "
                                        : " malformed rows, the first: ")
                                + result.firstSkipped(),
                figures(request, result, startNanos, resources));
        return ExitCodes.OK;
    }

    private SortResult sort(SortRequest request, OutputFile target, JobResources resources)
            throws IOException, MemoryReservationException {
        SortJob job = new SortJob(request, resources.pool(), resources.io());
        try (JobMonitor _ =
                new JobMonitor(job::progress, resources.budget(), options.showsProgress())) {
            return job.run(target);
        } catch (KeyException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }

    private static JobFigures figures(
            SortRequest request, SortResult result, long startNanos, JobResources resources) {
        return JobFigures.of(
                "sort",
                startNanos,
                Map.of(
                        "files", (long) request.inputs().size(),
                        "bytes", result.inputBytes(),
                        "records", result.inputRows(),
                        "skippedRecords", result.skippedRows()),
                Map.of("bytes", result.outputBytes(), "records", result.outputRows()),
                resources);
    }

    private SortRequest request() throws IOException {
        List<InputFile> inputs = new ArrayList<>();
        // standard input that is named again has nothing more, as for sort(1)
        for (String file : files.isEmpty() ? List.of(StandardInput.NAME) : files) {
            inputs.add(InputFile.of(file));
        }
        return new SortRequest(
                inputs,
                csv ? SortRequest.Format.CSV : SortRequest.Format.LINES,
                delimiterByte(),
                header,
                keys,
                reverse,
                stable,
                unique,
                onBadRow == OnBadRow.SKIP,
                options.threads());
    }

    private byte delimiterByte() {
        String text = delimiter == null ? (csv ? "," : "\t") : delimiter;
        if (text.equals("\\t")) {
            return '\t';
        }
        boolean usable = text.length() == 1 && text.charAt(0) < 0x80;
        if (!usable || "\n\r\0".contains(text) || (csv && text.equals("\""))) {
            throw options.usage(
                    "-t '"
                            + text
                            + "' is not a delimiter (expected one ASCII character, such as ',')");
        }
        return (byte) text.charAt(0);
    }
}
