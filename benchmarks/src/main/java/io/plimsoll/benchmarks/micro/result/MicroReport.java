package io.plimsoll.benchmarks.micro.result;

import io.plimsoll.benchmarks.micro.jmh.Library;
import io.plimsoll.benchmarks.report.Distribution;
import io.plimsoll.benchmarks.report.Fact;
import io.plimsoll.benchmarks.report.Ratio;
import io.plimsoll.benchmarks.report.Table;
import io.plimsoll.benchmarks.report.Table.Align;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables of all cases, with ratios and aims. */
public final class MicroReport {

    private static final String UNKNOWN = "-";

    private MicroReport() {}

    /** Renders results. */
    public static String markdown(MicroResults results) {
        StringBuilder text = new StringBuilder();
        for (String title : results.groups()) {
            text.append("**").append(title).append("**\n\n");
            text.append(table(results.cases(title)).markdown()).append('\n');
        }
        for (String failure : results.failures()) {
            text.append("- Not measured: ").append(failure).append('\n');
        }
        for (Fact fact : results.facts()) {
            text.append("- ").append(fact.name()).append(": ").append(fact.value()).append('\n');
        }
        return text.toString();
    }

    private static Table table(Collection<Standings> cases) {
        Set<Library> libraries = EnumSet.noneOf(Library.class);
        cases.forEach(standings -> libraries.addAll(standings.libraries()));
        libraries.remove(Library.PLIMSOLL);
        Table table = new Table().column("Case", Align.LEFT).column("Plimsoll", Align.RIGHT);
        libraries.forEach(library -> table.column(library.label(), Align.RIGHT));
        table.column("Best / Plimsoll's", Align.RIGHT)
                .column("Aim", Align.LEFT)
                .column("Met", Align.LEFT);
        cases.forEach(standings -> table.row(row(standings, libraries)));
        return table;
    }

    private static List<String> row(Standings standings, Set<Library> peers) {
        List<String> cells = new ArrayList<>();
        cells.add(standings.name());
        cells.add(amount(standings, Library.PLIMSOLL));
        for (Library peer : peers) {
            String ratio =
                    standings
                            .ratio(peer)
                            .map(it -> " (" + Amounts.times(it.ofMedians()) + ")")
                            .orElse("");
            cells.add(amount(standings, peer) + ratio);
        }
        cells.add(standings.best().flatMap(standings::ratio).map(it -> spread(it)).orElse(UNKNOWN));
        boolean judged = standings.of(Library.PLIMSOLL).isPresent();
        cells.add(standings.aim().label());
        cells.add(
                judged && !standings.aim().label().isEmpty()
                        ? standings.aim().answer(standings).label()
                        : "");
        return cells;
    }

    private static String amount(Standings standings, Library library) {
        Optional<Distribution> values = standings.of(library);
        return values.map(it -> Amounts.of(it.median(), standings.unit())).orElse(UNKNOWN);
    }

    private static String spread(Ratio ratio) {
        return Amounts.times(ratio.ofMedians())
                + " ("
                + Amounts.times(ratio.lowest())
                + " to "
                + Amounts.times(ratio.highest())
                + ")";
    }
}
