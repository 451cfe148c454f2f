package io.plimsoll.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.index.DocumentUnit;
import io.plimsoll.index.IndexStatistics;
import io.plimsoll.index.IndexSummary;
import io.plimsoll.index.fixture.Corpus;
import io.plimsoll.index.fixture.NaiveIndex;
import io.plimsoll.index.fixture.Workshop;
import io.plimsoll.index.search.InvertedIndex;
import io.plimsoll.index.search.Query;
import io.plimsoll.index.search.RankedHits;
import io.plimsoll.index.search.SearchHit;
import io.plimsoll.index.search.SearchResult;
import io.plimsoll.memory.MemoryReservationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real indexes of random corpora against naive ones. */
class IndexBuildTest {

    private static final long MIB = 1L << 20;

    @TempDir Path folder;

    /** One MiB spills, with tables that are flushed in the midst of documents. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,3", "16,2"})
    void findsWhatANaiveIndexFinds(int memoryMib, int threads) throws IOException {
        Map<String, byte[]> corpus = Corpus.random(memoryMib, 300, 2_000);
        corpus.put("d99/one large document", Corpus.text(new Random(1), 300_000));
        Path input = write(corpus);
        NaiveIndex model = new NaiveIndex();
        corpus.forEach((path, text) -> model.add(input.resolve(path).toString(), text));
        try (Workshop workshop = Workshop.open(folder, memoryMib * MIB)) {
            IndexSummary summary =
                    workshop.run(IndexBuild.options(target()).input(input).threads(threads));
            assertThat(summary.statistics())
                    .isEqualTo(
                            new IndexStatistics(
                                    model.documents(),
                                    model.tokens(),
                                    model.terms().size(),
                                    model.postings()));
            boolean spilled = workshop.io().statistics().runs() > 0;
            assertThat(spilled).isEqualTo(memoryMib < 16);
            assertThat(summary.inputFiles()).isEqualTo(corpus.size());
            assertThat(summary.inputBytes())
                    .isEqualTo(corpus.values().stream().mapToLong(text -> text.length).sum())
                    .isEqualTo(summary.contentBytes());
            compare(workshop, model, new Random(threads));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "16,2"})
    void findsLinesAsANaiveIndexDoes(int memoryMib, int threads) throws IOException {
        Map<String, byte[]> corpus = Corpus.random(7, 20, 3_000);
        byte[] longLine = "lo-ng ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        corpus.put("e/long", join("first\n".getBytes(StandardCharsets.UTF_8), longLine));
        corpus.put("e/longer", join(longLine, "\n\n\nlast".getBytes(StandardCharsets.UTF_8)));
        corpus.put("e/newlines", "\n".repeat(70_000).getBytes(StandardCharsets.UTF_8));
        corpus.put("f/empty", new byte[0]);
        Path input = write(corpus);
        NaiveIndex model = new NaiveIndex();
        corpus.forEach((path, text) -> addLines(model, input.resolve(path).toString(), text));
        try (Workshop workshop = Workshop.open(folder, memoryMib * MIB)) {
            IndexSummary summary =
                    workshop.run(
                            IndexBuild.options(target())
                                    .input(input)
                                    .unit(DocumentUnit.LINE)
                                    .threads(threads));
            assertThat(summary.statistics())
                    .isEqualTo(
                            new IndexStatistics(
                                    model.documents(),
                                    model.tokens(),
                                    model.terms().size(),
                                    model.postings()));
            compare(workshop, model, new Random(threads));
        }
    }

    @Test
    void theBytesOfAnIndexDependOnNeitherMemoryNorThreads() throws IOException {
        Map<String, byte[]> corpus = Corpus.random(5, 500, 1_500);
        Path input = write(corpus);
        for (DocumentUnit unit : DocumentUnit.values()) {
            List<Map<String, byte[]>> indexes = new ArrayList<>();
            for (int[] variant : new int[][] {{1, 1}, {1, 4}, {3, 2}, {40, 1}, {40, 3}}) {
                try (Workshop workshop = Workshop.open(folder, variant[0] * MIB)) {
                    workshop.run(
                            IndexBuild.options(target())
                                    .input(input)
                                    .unit(unit)
                                    .threads(variant[1]));
                }
                indexes.add(files(target()));
            }
            for (Map<String, byte[]> index : indexes) {
                assertThat(index.keySet()).isEqualTo(indexes.getFirst().keySet()).hasSize(5);
                index.forEach((name, bytes) ->
                        assertThat(bytes).as(name).isEqualTo(indexes.getFirst().get(name)));
            }
        }
    }

    @Test
    void noInputGivesAnEmptyIndex() throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        try (Workshop workshop = Workshop.open(folder, 2 * MIB)) {
            IndexSummary summary = workshop.run(IndexBuild.options(target()).input(input));
            assertThat(summary.statistics()).isEqualTo(new IndexStatistics(0, 0, 0, 0));
            compare(workshop, new NaiveIndex(), new Random(1));
        }
    }

    private void compare(Workshop workshop, NaiveIndex model, Random random) throws IOException {
        try (InvertedIndex index = InvertedIndex.open(target())) {
            index.verify();
            List<String> terms = model.terms();
            for (int i = 0; i < 60 && !terms.isEmpty(); i++) {
                List<String> wanted = new ArrayList<>();
                for (int j = 0; j <= random.nextInt(3); j++) {
                    // Early ranks are frequent words: take these as often as any.
                    wanted.add(
                            random.nextBoolean()
                                    ? terms.get(random.nextInt(terms.size()))
                                    : "w" + (1 + random.nextInt(8)));
                }
                compare(workshop, index, wanted, model.search(wanted), random.nextInt(30));
            }
            compare(workshop, index, List.of("nowhere", "w1"), List.of(), 5);
            compare(workshop, index, List.of(), List.of(), 5);
        }
    }

    private static void compare(
            Workshop workshop,
            InvertedIndex index,
            List<String> terms,
            List<SearchHit> expected,
            int limit)
            throws IOException {
        Query query = Query.of(terms);
        SearchResult best = index.search(query, limit);
        assertThat(best.total()).as("total of %s", terms).isEqualTo(expected.size());
        assertHits(best.hits(), expected.subList(0, Math.min(limit, expected.size())));
        List<SearchHit> all = new ArrayList<>();
        try (RankedHits hits = index.searchAll(query, workshop.pool(), workshop.io())) {
            assertThat(hits.total()).isEqualTo(expected.size());
            while (hits.next()) {
                all.add(hits.hit());
            }
        } catch (MemoryReservationException failure) {
            throw new AssertionError(failure);
        }
        assertHits(all, expected);
    }

    private static void assertHits(List<SearchHit> actual, List<SearchHit> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).document()).isEqualTo(expected.get(i).document());
            assertThat(actual.get(i).frequency()).isEqualTo(expected.get(i).frequency());
            assertThat(actual.get(i).score())
                    .isCloseTo(expected.get(i).score(), Offset.offset(1e-9));
        }
    }

    private Path target() {
        return folder.resolve("idx");
    }

    private Path write(Map<String, byte[]> corpus) throws IOException {
        Path input = folder.resolve("in");
        for (Map.Entry<String, byte[]> document : corpus.entrySet()) {
            Path path = input.resolve(document.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, document.getValue());
        }
        return input;
    }

    static void addLines(NaiveIndex model, String name, byte[] text) {
        int line = 1;
        int from = 0;
        for (int at = 0; at <= text.length; at++) {
            if (at == text.length ? from < at : text[at] == '\n') {
                model.add(name + ":" + line, Arrays.copyOfRange(text, from, at));
                from = at + 1;
                line++;
            }
        }
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
