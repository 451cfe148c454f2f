package io.plimsoll.operators.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.operators.Job;
import io.plimsoll.operators.cache.OffHeapCache;
import io.plimsoll.serde.TypeSerializers;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The Java code of docs/cache.md and docs/collections.md: it compiles, runs, and is shown there.
 */
class GuidesTest {

    private static final String BEGIN = "// guide" + "\n";
    private static final String END = "// end of guide";

    // guide
    record Quote(String symbol, double price) {}

    // end of guide

    @Test
    void shouldCache() {
        // guide
        try (OffHeapCache<String, Quote> quotes =
                OffHeapCache.of(
                                TypeSerializers.ofString(),
                                TypeSerializers.ofRecord(Quote.class, MethodHandles.lookup()))
                        .maximumBytes(64 << 20)
                        .expireAfterWrite(Duration.ofMinutes(5))
                        .open()) {
            Quote quote = quotes.get("PLIM", symbol -> new Quote(symbol, 4.25)); // loaded once
            quotes.put("PLIM", new Quote("PLIM", 4.5));
            quotes.compute(
                    "PLIM",
                    (symbol, old) -> old == null ? null : new Quote(symbol, old.price() + 1));
            System.out.println(quotes.get("PLIM") + " " + quotes.statistics().hitRate());
            // end of guide
            assertThat(quote).isEqualTo(new Quote("PLIM", 4.25));
            assertThat(quotes.get("PLIM")).isEqualTo(new Quote("PLIM", 5.5));
            // guide
        }
        // end of guide
    }

    @Test
    void shouldShareMemory() {
        // guide
        try (Job job = Job.builder().memoryBytes(64 << 20).open();
                OffHeapCache<Long, String> cache =
                        OffHeapCache.of(TypeSerializers.ofLong(), TypeSerializers.ofString())
                                .in(job)
                                .open()) {
            cache.put(1L, "one");
            // end of guide
            assertThat(cache.get(1L)).isEqualTo("one");
            // guide
        }
        // end of guide
    }

    @Test
    void shouldCollect() {
        // guide
        try (Job job = Job.builder().memoryBytes(64 << 20).open();
                SpillableQueue<String> todo = SpillableQueue.open(TypeSerializers.ofString(), job);
                SpillableMap<String, Long> lengths =
                        SpillableMap.open(
                                TypeSerializers.ofString(), TypeSerializers.ofLong(), job)) {
            todo.add("a"); // any number of them
            for (String next = todo.poll(); next != null; next = todo.poll()) {
                lengths.put(next, (long) next.length());
            }
            System.out.println(lengths.size());
            // end of guide
            assertThat(lengths.get("a")).isEqualTo(1);
            // guide
        }
        // end of guide
    }

    @Test
    void shouldBeWhatTheGuidesShow() throws IOException {
        String shown = blocks("../docs/cache.md") + blocks("../docs/collections.md");
        assertThat(normalized(shown)).isEqualTo(normalized(codeHere()));
    }

    private static String blocks(String file) throws IOException {
        String guide = Files.readString(Path.of(file));
        StringBuilder code = new StringBuilder();
        String fence = "```java\n";
        for (int at = guide.indexOf(fence); at >= 0; at = guide.indexOf(fence, at)) {
            at += fence.length();
            code.append(guide, at, guide.indexOf("```", at));
        }
        return code.toString();
    }

    private static String codeHere() throws IOException {
        String source =
                Files.readString(
                        Path.of("src/test/java/io/plimsoll/operators/collection/GuidesTest.java"));
        StringBuilder code = new StringBuilder();
        for (int at = source.indexOf(BEGIN); at >= 0; at = source.indexOf(BEGIN, at)) {
            at += BEGIN.length();
            code.append(source, at, source.indexOf(END, at));
        }
        return code.toString();
    }

    private static String normalized(String code) {
        return code.replaceAll("\\s+", "");
    }
}
