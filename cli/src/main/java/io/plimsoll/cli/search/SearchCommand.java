package io.plimsoll.cli.search;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.ProcessOptions;
import io.plimsoll.cli.command.WholeNumber;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.process.JobResources;
import io.plimsoll.index.IndexTargetException;
import io.plimsoll.index.search.InvertedIndex;
import io.plimsoll.index.search.Query;
import io.plimsoll.index.search.RankedHits;
import io.plimsoll.index.search.SearchHit;
import io.plimsoll.index.search.SearchResult;
import io.plimsoll.memory.MemoryReservationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the documents of an index that have all terms, best first (BM25).",
            "Prints a line for each: how often the terms occur in it, a tab, and its name."
        },
        sortOptions = false)
public final class SearchCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "The index.")
    private @Nullable Path folder;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TERM",
            description = "What to find; upper and lower case are the same.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "Prints the best N documents only. Default: all.")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "Prints the total and the hits as JSON.")
    private boolean json;

    @Mixin private final ProcessOptions options = new ProcessOptions();

    @Override
    public Integer call() throws Exception {
        Query query = query();
        Integer most = limit;
        if (most != null && most < 0) {
            throw options.usage("--limit " + most + " is too few (expected 0 or more)");
        }
        Path index = folder;
        if (index == null) {
            throw options.usage("DIR is missing (expected an index)");
        }
        try (InvertedIndex opened = open(index);
                OutputFile output = OutputFile.standardOutput();
                HitPrinter printer = HitPrinter.open(output.stream(), json, query)) {
            search(opened, query, most == null ? Integer.MAX_VALUE : most, printer);
        }
        return ExitCodes.OK;
    }

    private static InvertedIndex open(Path folder) throws IOException {
        try {
            return InvertedIndex.open(folder);
        } catch (IndexTargetException noIndex) {
            if (Files.exists(folder) && !Files.isReadable(folder)) {
                throw noIndex;
            }
            throw new IOException(
                    noIndex.getMessage() + " (plimsoll index --out DIR INPUT... makes one)",
                    noIndex);
        }
    }

    private Query query() {
        try {
            Query query = Query.of(words);
            if (query.isEmpty()) {
                throw options.usage(
                        "'"
                                + String.join(" ", words)
                                + "' has no term (expected letters or digits)");
            }
            return query;
        } catch (IllegalArgumentException e) {
            throw options.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Prints the best hits from memory; more than fit there are ranked by a sorter. */
    private void search(InvertedIndex index, Query query, int most, HitPrinter printer)
            throws IOException, MemoryReservationException {
        SearchResult best = index.search(query, Math.min(most, InvertedIndex.MAX_HITS));
        printer.start(best.total());
        long wanted = Math.min(most, best.total());
        if (wanted <= best.hits().size()) {
            for (SearchHit hit : best.hits()) {
                printer.print(hit);
            }
            return;
        }
        try (JobResources resources =
                        JobResources.open(options.budget(1), options.temporaryDirectories());
                RankedHits all = index.searchAll(query, resources.pool(), resources.io())) {
            for (long printed = 0; printed < wanted && all.next(); printed++) {
                printer.print(all.hit());
            }
        }
    }
}
