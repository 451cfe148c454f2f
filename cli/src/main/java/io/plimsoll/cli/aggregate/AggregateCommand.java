package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.aggregate.calculation.AggregateFunction;
import io.plimsoll.cli.aggregate.calculation.AggregateSpec;
import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.column.TypedColumn;
import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.JobOptions;
import io.plimsoll.cli.command.RowOptions;
import io.plimsoll.cli.job.RowInput;
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

/** {@code plimsoll aggregate}. */
@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        description = {
            "Groups rows by columns, and computes functions of each group: as SQL's GROUP BY, of any"
                    + " size.",
            "A row for each group is written, in no particular order: the columns it is grouped by,"
                    + " then the functions. Empty"
                    + " columns are no values, as SQL's NULL."
        },
        sortOptions = false)
public final class AggregateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "What to aggregate; - or nothing: standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-b", "--by"},
            paramLabel = "COLS",
            description =
                    "The columns to group by, with commas between: COLUMN[:TYPE], where COLUMN is a"
                            + " number from 1 or, with --header, a name, and TYPE is string (bytes),"
                            + " long or double. Without it all rows are one group.")
    private List<String> by = new ArrayList<>();

    @Option(
            names = {"-a", "--agg"},
            paramLabel = "FUNCTIONS",
            description = {
                "What to compute, with commas between: FUNCTION(COLUMN[:TYPE]) [as NAME]. Default:"
                        + " count, of rows.",
                "count, sum, min, max, avg, variance, var_pop, stddev, stddev_pop, distinct,"
                        + " approx_distinct, first, last, list.",
                "Numbers are decimal unless a type is given: exact, of up to 18 digits."
            })
    private List<String> functions = new ArrayList<>();

    @Mixin private final RowOptions rows = new RowOptions();

    @Mixin private final JobOptions options = new JobOptions();

    @Override
    public Integer call() throws Exception {
        long startNanos = System.nanoTime();
        AggregateRequest request = request();
        options.checkReport();
        JobResources resources =
                JobResources.open(
                        options.budget(options.threads()), options.temporaryDirectories());
        AggregateResult result;
        try (resources;
                OutputFile target = rows.openOutput()) {
            result = aggregate(request, target, resources);
            target.commit();
        }
        options.tell(
                String.format(
                        Locale.ROOT,
                        "aggregated %,d rows (%s) to %,d groups",
                        result.input().rows(),
                        ByteSize.shown(result.input().bytes()),
                        result.groups()),
                result.input().warning(),
                figures(request, result, startNanos, resources));
        return ExitCodes.OK;
    }

    private AggregateResult aggregate(
            AggregateRequest request, OutputFile target, JobResources resources)
            throws IOException, MemoryReservationException {
        AggregateJob job = new AggregateJob(request, resources.pool(), resources.io());
        try (JobMonitor _ =
                new JobMonitor(job::progress, resources.budget(), options.showsProgress())) {
            return job.run(target);
        } catch (ColumnException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }

    private static JobFigures figures(
            AggregateRequest request,
            AggregateResult result,
            long startNanos,
            JobResources resources) {
        return JobFigures.of(
                "aggregate",
                startNanos,
                Map.of(
                        "files", (long) request.input().files().size(),
                        "bytes", result.input().bytes(),
                        "records", result.input().rows(),
                        "skippedRecords", result.input().skipped()),
                Map.of("bytes", result.outputBytes(), "records", result.groups()),
                resources);
    }

    private AggregateRequest request() throws IOException {
        try {
            RowInput input = rows.input(files, options.threads());
            List<AggregateSpec> specs = specs();
            checkLists(specs, input.format().csv(), input.format().delimiterCharacter());
            return new AggregateRequest(input, GroupColumn.parse(by), specs);
        } catch (ColumnException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }

    private List<AggregateSpec> specs() {
        List<AggregateSpec> specs = new ArrayList<>();
        for (String list : functions.isEmpty() ? List.of("count") : functions) {
            for (String function : TypedColumn.split(list)) {
                specs.add(AggregateSpec.parse(function));
            }
        }
        return specs;
    }

    /** A list among lines must not look like several columns. */
    private void checkLists(List<AggregateSpec> specs, boolean csv, char delimiter) {
        boolean hasList =
                specs.stream().anyMatch(spec -> spec.function() == AggregateFunction.LIST);
        if (hasList && !csv && delimiter != '\t') {
            throw options.usage(
                    "--agg list with -t '"
                            + delimiter
                            + "': lists are written as JSON, in which it may occur (expected --csv,"
                            + " or tabs)");
        }
    }
}
