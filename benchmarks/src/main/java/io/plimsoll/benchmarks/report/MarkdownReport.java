package io.plimsoll.benchmarks.report;

import io.plimsoll.benchmarks.contest.PlimsollProgram;
import io.plimsoll.benchmarks.report.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** A table of all contestants, what to know about it, and its circumstances. */
public final class MarkdownReport {

    private static final String UNKNOWN = "-";

    private MarkdownReport() {}

    /** Renders results. */
    public static String of(Results results) {
        List<Standing> standings = results.standings();
        StringBuilder text = new StringBuilder();
        text.append(table(standings).markdown()).append('\n');
        for (String note : failures(standings)) {
            text.append("- ").append(note).append('\n');
        }
        for (String note : results.notes()) {
            text.append("- ").append(note).append('\n');
        }
        for (Fact fact : results.facts()) {
            text.append("- ").append(fact.name()).append(": ").append(fact.value()).append('\n');
        }
        return text.toString();
    }

    private static Table table(List<Standing> standings) {
        boolean hasPeers = standings.stream().anyMatch(standing -> !isPlimsoll(standing));
        Table table =
                new Table()
                        .column("Budget", Align.RIGHT)
                        .column("Tool", Align.LEFT)
                        .column("Setting", Align.LEFT)
                        .column("Median s", Align.RIGHT)
                        .column("Min s", Align.RIGHT)
                        .column("Max s", Align.RIGHT)
                        .column("CPU s", Align.RIGHT)
                        .column("Peak resident", Align.RIGHT)
                        .column("Spilled", Align.RIGHT)
                        .column("Written", Align.RIGHT)
                        .column(hasPeers ? "Time / Plimsoll's" : "Output", Align.RIGHT);
        for (Standing standing : standings) {
            table.row(cells(standing, hasPeers ? ratio(standing, standings) : output(standing)));
        }
        return table;
    }

    private static List<String> cells(Standing standing, String last) {
        List<String> cells = new ArrayList<>();
        cells.add(standing.contestant().budget().toString());
        cells.add(standing.contestant().tool());
        cells.add(standing.contestant().setting());
        Optional<Distribution> seconds = standing.seconds();
        cells.add(
                seconds.map(it -> decimal(it.median())).orElse("failed")
                        + (seconds.isPresent() && !standing.failures().isEmpty() ? " (!)" : ""));
        cells.add(cell(seconds, it -> decimal(it), Distribution::min));
        cells.add(cell(seconds, it -> decimal(it), Distribution::max));
        cells.add(cell(standing.cpuSeconds(), it -> decimal(it), Distribution::median));
        cells.add(
                cell(standing.peakResidentBytes(), it -> mebibytes(it), Distribution::max)
                        + (standing.isOverBudget() ? " over" : ""));
        cells.add(cell(standing.spilledBytes(), it -> megabytes(it), Distribution::median));
        cells.add(cell(standing.writtenBytes(), it -> megabytes(it), Distribution::median));
        cells.add(last);
        return cells;
    }

    /** Which figure of a distribution is shown. */
    private interface Figure {
        double of(Distribution distribution);
    }

    private static String cell(
            Optional<Distribution> values, DoubleFunction<String> shown, Figure figure) {
        return values.map(it -> shown.apply(figure.of(it))).orElse(UNKNOWN);
    }

    private static String output(Standing standing) {
        return cell(standing.outputBytes(), it -> megabytes(it), Distribution::median);
    }

    private static String ratio(Standing standing, List<Standing> standings) {
        if (isPlimsoll(standing)) {
            return standing.finished().isEmpty() ? UNKNOWN : "1";
        }
        return standings.stream()
                .filter(MarkdownReport::isPlimsoll)
                .filter(it -> it.contestant().budget().equals(standing.contestant().budget()))
                .findFirst()
                .flatMap(standing::against)
                .map(it ->
                        decimal(it.ofMedians())
                                + " ("
                                + decimal(it.lowest())
                                + " to "
                                + decimal(it.highest())
                                + ")")
                .orElse(UNKNOWN);
    }

    private static boolean isPlimsoll(Standing standing) {
        return standing.contestant().tool().equals(PlimsollProgram.NAME);
    }

    private static List<String> failures(List<Standing> standings) {
        return standings.stream()
                .filter(standing -> !standing.failures().isEmpty())
                .map(standing ->
                        standing.contestant().label()
                                + " failed in "
                                + standing.failures().size()
                                + " of "
                                + (standing.failures().size() + standing.finished().size())
                                + " rounds: "
                                + standing.failures().getFirst())
                .toList();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /**
     * As {@code --memory} takes it, rounded up: what is over a budget must not look as if it fits.
     */
    private static String mebibytes(double bytes) {
        return (long) Math.ceil(bytes / (1 << 20)) + "m";
    }

    private static String megabytes(double bytes) {
        return Math.round(bytes / 1e6) + " MB";
    }
}
