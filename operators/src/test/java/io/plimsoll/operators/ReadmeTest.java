package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Java code of README.md: it compiles, runs, and is what the README shows. */
class ReadmeTest {

    private static final String BEGIN = "// readme" + "\n";
    private static final String END = "// end of readme";

    // readme
    record Trade(String symbol, long time, double price) {}

    // end of readme

    @Test
    void shouldSort() {
        List<Trade> trades = List.of(new Trade("B", 1, 2), new Trade("A", 2, 1));
        // readme
        try (ExternalSorter<Trade> sorter =
                ExternalSorter.of(TypeSerializers.ofRecord(Trade.class))
                        .orderBy(SortKey.ofString(Trade::symbol).then(SortKey.ofLong(Trade::time)))
                        .memoryBytes(64 << 20)
                        .open()) {
            trades.forEach(sorter::add); // any number of them
            sorter.sorted().forEach(System.out::println);
        }
        // end of readme
    }

    @Test
    void shouldShowThisCode() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        String shown = readme.substring(start, readme.indexOf("```", start));
        assertThat(normalized(shown)).isEqualTo(normalized(codeHere()));
    }

    private static String codeHere() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/plimsoll/operators/ReadmeTest.java"));
        StringBuilder code = new StringBuilder();
        for (int at = source.indexOf(BEGIN); at >= 0; at = source.indexOf(BEGIN, at)) {
            at += BEGIN.length();
            code.append(source, at, source.indexOf(END, at));
        }
        return code.toString();
    }

    private static String normalized(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }
}
