package io.plimsoll.cli.join;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.JobOptions;
import io.plimsoll.cli.command.RowOptions;
import io.plimsoll.cli.command.StandardInput;
import io.plimsoll.cli.job.RowCounts;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.JobResources;
import io.plimsoll.cli.report.JobFigures;
import io.plimsoll.cli.report.JobMonitor;
import io.plimsoll.memory.MemoryReservationException;
import java.io.IOException;
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

/** {@code plimsoll join}. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = {
            "Joins rows of two inputs by equal columns, in any order and of any size.",
            "A row has all columns of LEFT, then those of RIGHT but for the columns it is joined by."
                    + " Empty columns equal nothing, as SQL's NULL."
        },
        sortOptions = false)
public final class JoinCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "LEFT",
            description = "Rows; - is standard input, for one of both.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "RIGHT", description = "Rows to join them with.")
    private String right = "";

    @Option(
            names = {"-j", "--on"},
            paramLabel = "COLS",
            required = true,
            description =
                    "The columns that must be equal, with commas between: COLUMN[:TYPE], where both"
                            + " call it so, or COLUMN=COLUMN[:TYPE]. A COLUMN is a number from 1 or,"
                            + " with --header, a name, and TYPE is string (bytes), long, double or"
                            + " decimal.")
    private List<String> on = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "${COMPLETION-CANDIDATES}: pairs; and rows of LEFT, RIGHT, both without a match;"
                            + " or rows of LEFT that have one, or none. Default: inner.")
    private JoinType type = JoinType.INNER;

    @Mixin private final RowOptions rows = new RowOptions();

    @Mixin private final JobOptions options = new JobOptions();

    @Override
    public Integer call() throws Exception {
        long startNanos = System.nanoTime();
        JoinRequest request = request();
        options.checkReport();
        JobResources resources =
                JobResources.open(
                        options.budget(options.threads()), options.temporaryDirectories());
        JoinResult result;
        try (resources;
                OutputFile target = rows.openOutput()) {
            result = join(request, target, resources);
            target.commit();
        }
        options.tell(
                String.format(
                        Locale.ROOT,
                        "joined %,d rows with %,d (%s) to %,d rows",
                        result.left().rows(),
                        result.right().rows(),
                        ByteSize.shown(result.left().bytes() + result.right().bytes()),
                        result.outputRows()),
                warning(result),
                figures(result, startNanos, resources));
        return ExitCodes.OK;
    }

    private JoinResult join(JoinRequest request, OutputFile target, JobResources resources)
            throws IOException, MemoryReservationException {
        JoinJob job = new JoinJob(request, resources.pool(), resources.io());
        try (JobMonitor _ =
                new JobMonitor(job::progress, resources.budget(), options.showsProgress())) {
            return job.run(target);
        } catch (ColumnException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String warning(JoinResult result) {
        String ofLeft = result.left().warning();
        String ofRight = result.right().warning();
        if (ofLeft == null) {
            return ofRight;
        }
        return ofRight == null ? ofLeft : ofLeft + System.lineSeparator() + ofRight;
    }

    private static JobFigures figures(JoinResult result, long startNanos, JobResources resources) {
        RowCounts ofLeft = result.left();
        RowCounts ofRight = result.right();
        return JobFigures.of(
                "join",
                startNanos,
                Map.of(
                        "files",
                        2L,
                        "bytes",
                        ofLeft.bytes() + ofRight.bytes(),
                        "records",
                        ofLeft.rows() + ofRight.rows(),
                        "leftRecords",
                        ofLeft.rows(),
                        "rightRecords",
                        ofRight.rows(),
                        "skippedRecords",
                        ofLeft.skipped() + ofRight.skipped()),
                Map.of("bytes", result.outputBytes(), "records", result.outputRows()),
                resources);
    }

    private JoinRequest request() throws IOException {
        StandardInput.requireOnce(List.of(left, right), options::usage);
        try {
            return new JoinRequest(
                    rows.input(List.of(left), options.threads()),
                    rows.input(List.of(right), options.threads()),
                    KeyPair.parse(on),
                    type);
        } catch (ColumnException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }
}
