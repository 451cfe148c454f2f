package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.operators.estimate.MemoryUse;
import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import io.plimsoll.serde.type.TypeSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of docs/sort.md: it compiles, runs, and is what the guide shows. */
class SortGuideTest {

    private static final String BEGIN = "// guide" + "\n";
    private static final String END = "// end of guide";

    record Trade(String symbol, long time, double price) {}

    private final List<Trade> trades =
            List.of(new Trade("B", 1, 2), new Trade("A", 2, 1), new Trade("B", 3, 5));
    private final TypeSerializer<Trade> serializer = TypeSerializers.ofRecord(Trade.class);

    @TempDir private Path folder;

    @Test
    void theDearestOfEachSymbolComeFirst() {
        Path disk1 = folder.resolve("1");
        Path disk2 = folder.resolve("2");
        List<Trade> dearest = new ArrayList<>();
        // guide
        try (Job job =
                        Job.builder()
                                .memoryBytes(256 << 20)
                                .temporaryDirectories(disk1, disk2)
                                .open();
                ExternalSorter<Trade> first =
                        ExternalSorter.of(serializer)
                                .orderBy(
                                        SortKey.ofString(Trade::symbol)
                                                .then(SortKey.ofDouble(Trade::price).descending()))
                                .in(job)
                                .open();
                ExternalSorter<Trade> dearestFirst =
                        ExternalSorter.of(serializer)
                                .orderBy(SortKey.ofDouble(Trade::price))
                                .descending() // the largest first
                                .limit(100) // and no more than these
                                .in(job)
                                .open()) {
            trades.forEach(first::add);
            String symbol = "";
            for (Trade trade : first.sorted()) {
                if (!trade.symbol().equals(symbol)) {
                    dearestFirst.add(trade); // may have the other sorter write its records to disk
                    symbol = trade.symbol();
                }
            }
            dearestFirst.sorted().forEach(dearest::add);
            MemoryUse use = first.memoryUse();
            System.out.println(use.peakBytes() + " bytes, " + use.spilledBytes() + " on disk");
        }
        // end of guide
        assertThat(dearest).containsExactly(new Trade("B", 3, 5), new Trade("A", 2, 1));
    }

    @Test
    void theGuideShowsThisCode() throws IOException {
        String guide = Files.readString(Path.of("../docs/sort.md"));
        int start = guide.indexOf("```java\n") + "```java\n".length();
        String shown = guide.substring(start, guide.indexOf("```", start));
        assertThat(normalized(shown)).isEqualTo(normalized(codeHere()));
    }

    private static String codeHere() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/plimsoll/operators/SortGuideTest.java"));
        int at = source.indexOf(BEGIN) + BEGIN.length();
        return source.substring(at, source.indexOf(END, at));
    }

    private static String normalized(String code) {
        return code.lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", "");
    }
}
