package io.plimsoll.cli.sort;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.JobOptions;
import io.plimsoll.cli.command.RowOptions;
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
                            + " with --header, a name, and TYPE is string (bytes), long, double or decimal."
                            + " May be repeated.")
    private List<String> keys = new ArrayList<>();

    @Mixin private final RowOptions rows = new RowOptions();

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

    @Mixin private final JobOptions options = new JobOptions();

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
                OutputFile target = rows.openOutput()) {
            result = sort(request, target, resources);
            target.commit();
        }
        options.tell(
                "sorted "
                        + String.format(Locale.ROOT, "%,d", result.outputRows())
                        + " rows ("
                        + ByteSize.shown(result.outputBytes())
                        + ")",
                result.input().warning(),
                figures(request, result, startNanos, resources));
        return ExitCodes.OK;
    }

    private SortResult sort(SortRequest request, OutputFile target, JobResources resources)
            throws IOException, MemoryReservationException {
        SortJob job = new SortJob(request, resources.pool(), resources.io());
        try (JobMonitor _ =
                new JobMonitor(job::progress, resources.budget(), options.showsProgress())) {
            return job.run(target);
        } catch (ColumnException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }

    private static JobFigures figures(
            SortRequest request, SortResult result, long startNanos, JobResources resources) {
        return JobFigures.of(
                "sort",
                startNanos,
                Map.of(
                        "files", (long) request.input().files().size(),
                        "bytes", result.input().bytes(),
                        "records", result.input().rows(),
                        "skippedRecords", result.input().skipped()),
                Map.of("bytes", result.outputBytes(), "records", result.outputRows()),
                resources);
    }

    private SortRequest request() throws IOException {
        return new SortRequest(rows.input(files, options.threads()), keys, reverse, stable, unique);
    }
}
