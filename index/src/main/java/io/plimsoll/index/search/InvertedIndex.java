package io.plimsoll.index.search;

import io.plimsoll.index.IndexCorruptionException;
import io.plimsoll.index.IndexStatistics;
import io.plimsoll.index.IndexTargetException;
import io.plimsoll.index.format.FileKind;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.Manifest;
import io.plimsoll.index.format.document.DocumentNames;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An index on disk, open for searching.
 *
 * <p>Opening reads a few hundred bytes, searching the blocks that it needs: nothing is loaded
 * whole. An index that is replaced while it is open goes on showing what it showed.
 *
 * {@snippet :
 * try (InvertedIndex index = InvertedIndex.open(Path.of("idx"))) {
 *     SearchResult result = index.search(Query.of(List.of("hash", "map")), 10);
 * }
 * }
 *
 * <p>Thread rule: any number of threads may search at once; closing is for one, after them.
 */
public final class InvertedIndex implements AutoCloseable {

    /** The most hits that {@link #search} returns; more need {@link #searchAll}. */
    public static final int MAX_HITS = 10_000;

    /** Each attempt meets an index that was replaced between two reads. */
    private static final int OPEN_ATTEMPTS = 5;

    private final IndexStatistics statistics;
    private final List<IndexFile> files;

    private InvertedIndex(IndexStatistics statistics, List<IndexFile> files) {
        this.statistics = statistics;
        this.files = files;
    }

    /**
     * Opens the index of a folder.
     *
     * @throws IndexTargetException if there is no index, or one of another version
     * @throws IndexCorruptionException if it is not as it was written
     */
    public static InvertedIndex open(Path folder) throws IOException {
        Manifest manifest = Manifest.read(folder);
        for (int attempt = 1; ; attempt++) {
            try {
                return new InvertedIndex(manifest.statistics(), openFiles(folder, manifest));
            } catch (NoSuchFileException missing) {
                Manifest again = Manifest.read(folder);
                if (again.equals(manifest) || attempt == OPEN_ATTEMPTS) {
                    throw new IndexCorruptionException(
                            Path.of(String.valueOf(missing.getFile())), 0, "the file is missing");
                }
                manifest = again;
            }
        }
    }

    private static List<IndexFile> openFiles(Path folder, Manifest manifest) throws IOException {
        List<IndexFile> files = new ArrayList<>();
        try {
            for (FileKind kind : FileKind.values()) {
                files.add(IndexFile.open(folder, manifest.file(kind)));
            }
            return List.copyOf(files);
        } catch (IOException | RuntimeException failure) {
            closeAll(files);
            throw failure;
        }
    }

    /** How large the index is. */
    public IndexStatistics statistics() {
        return statistics;
    }

    /**
     * Finds the best documents that have all terms.
     *
     * @param limit how many hits to return, at most {@link #MAX_HITS}
     * @throws IndexCorruptionException if a block that is needed is not as it was written
     */
    public SearchResult search(Query query, int limit) throws IOException {
        if (limit < 0 || limit > MAX_HITS) {
            throw new IllegalArgumentException(
                    "limit=" + limit + " (expected 0 to " + MAX_HITS + ")");
        }
        Matches matches = matches(query);
        BestHits best = new BestHits(limit);
        long total = 0;
        while (matches.next()) {
            total++;
            best.add(matches.document(), matches.frequency(), matches.score());
        }
        best.sort();
        DocumentNames names = names();
        List<SearchHit> hits = new ArrayList<>(best.size());
        for (int i = 0; i < best.size(); i++) {
            hits.add(new SearchHit(names.name(best.document(i)), best.frequency(i), best.score(i)));
        }
        return new SearchResult(total, hits);
    }

    /**
     * Finds all documents that have all terms, best first, however many there are.
     *
     * @param pool where the memory for sorting them comes from
     * @param io where they go if they are too many for it
     * @throws IndexCorruptionException if a block that is needed is not as it was written
     */
    public RankedHits searchAll(Query query, MemoryPool pool, IOManager io)
            throws IOException, MemoryReservationException {
        return RankedHits.sort(matches(query), names(), pool, io);
    }

    /**
     * Reads everything and compares it with its checksums; searching checks only what it reads.
     *
     * @throws IndexCorruptionException if anything is not as it was written
     */
    public void verify() throws IOException {
        for (IndexFile file : files) {
            file.verify();
        }
    }

    private Matches matches(Query query) throws IOException {
        return Matches.open(
                query,
                statistics,
                file(FileKind.TERMS),
                file(FileKind.POSTINGS),
                file(FileKind.LENGTHS));
    }

    private DocumentNames names() {
        return new DocumentNames(file(FileKind.NAMES));
    }

    private IndexFile file(FileKind kind) {
        return files.get(List.of(FileKind.values()).indexOf(kind));
    }

    private static void closeAll(List<IndexFile> files) throws IOException {
        for (IndexFile file : files) {
            file.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeAll(files);
    }
}
