package io.plimsoll.index.format.postings;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.index.format.ByteCursor;
import io.plimsoll.index.format.FileKind;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.IndexFileWriter;
import io.plimsoll.index.format.SealedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostingsTest {

    @TempDir Path folder;

    /** Lengths around each border: one leaf, one node, two levels of nodes. */
    private static final List<Integer> LENGTHS =
            List.of(1, 2, 20, 40, 255, 256, 257, 512, 5_000, 32_767, 32_768, 32_769, 100_000);

    @Test
    void walksAndSkipsAsATreeMapDoes() throws IOException {
        Random random = new Random(3);
        List<TreeMap<Long, Long>> lists = new ArrayList<>();
        for (int length : LENGTHS) {
            lists.add(list(random, length));
        }
        List<byte[]> entries = new ArrayList<>();
        try (IndexFile file = IndexFile.open(folder, write(lists, entries))) {
            file.verify();
            for (int i = 0; i < lists.size(); i++) {
                walk(cursor(file, entries.get(i)), lists.get(i));
                for (int skip : new int[] {3, 100, 10_000, 1_000_000}) {
                    skip(cursor(file, entries.get(i)), lists.get(i), random, skip);
                }
            }
        }
    }

    @Test
    void treesHaveAsManyLevelsAsTheyNeed() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        Random random = new Random(5);
        try (IndexFile file =
                IndexFile.open(
                        folder,
                        write(
                                List.of(
                                        list(random, 256),
                                        list(random, 257),
                                        list(random, 32_768),
                                        list(random, 32_769)),
                                entries))) {
            List<Integer> heights = new ArrayList<>();
            for (byte[] entry : entries) {
                ByteCursor cursor = entryCursor(file, entry);
                cursor.readVarint();
                cursor.readVarint();
                cursor.readVarint();
                heights.add((int) cursor.readVarint());
            }
            assertThat(heights).containsExactly(0, 1, 1, 2);
        }
    }

    private static TreeMap<Long, Long> list(Random random, int length) {
        TreeMap<Long, Long> list = new TreeMap<>();
        long document = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            list.put(document, random.nextInt(3) == 0 ? 1 + random.nextLong(1L << 40) : 1L);
            document += 1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 3);
        }
        return list;
    }

    private SealedFile write(List<TreeMap<Long, Long>> lists, List<byte[]> entries)
            throws IOException {
        try (IndexFileWriter file = IndexFileWriter.create(folder, FileKind.POSTINGS)) {
            PostingsWriter writer = new PostingsWriter(file);
            for (TreeMap<Long, Long> list : lists) {
                for (Map.Entry<Long, Long> posting : list.entrySet()) {
                    writer.add(posting.getKey(), posting.getValue());
                }
                ByteBuilder entry = new ByteBuilder(16);
                writer.finishList(entry);
                entries.add(Arrays.copyOf(entry.array(), entry.length()));
            }
            return writer.finish();
        }
    }

    private static ByteCursor entryCursor(IndexFile file, byte[] entry) {
        ByteCursor cursor = new ByteCursor(file.path());
        cursor.reset(entry, 0, entry.length, 0);
        return cursor;
    }

    private static PostingsCursor cursor(IndexFile file, byte[] entry) throws IOException {
        return new PostingsCursor(file, entryCursor(file, entry));
    }

    private static void walk(PostingsCursor cursor, TreeMap<Long, Long> model) throws IOException {
        assertThat(cursor.documentFrequency()).isEqualTo(model.size());
        assertThat(cursor.document()).isEqualTo(-1);
        for (Map.Entry<Long, Long> posting : model.entrySet()) {
            if (cursor.next() != posting.getKey() || cursor.frequency() != posting.getValue()) {
                assertThat(cursor.document()).isEqualTo(posting.getKey());
                assertThat(cursor.frequency()).isEqualTo(posting.getValue());
            }
        }
        assertThat(cursor.next()).isEqualTo(PostingsCursor.END);
        assertThat(cursor.next()).isEqualTo(PostingsCursor.END);
    }

    private static void skip(
            PostingsCursor cursor, TreeMap<Long, Long> model, Random random, int maxSkip)
            throws IOException {
        while (true) {
            long wanted = Math.max(0, cursor.document()) + 1 + random.nextInt(maxSkip);
            Map.Entry<Long, Long> expected = model.ceilingEntry(wanted);
            long document = cursor.advance(wanted);
            if (expected == null) {
                assertThat(document).isEqualTo(PostingsCursor.END);
                return;
            }
            assertThat(document).isEqualTo(expected.getKey());
            assertThat(cursor.frequency()).isEqualTo(expected.getValue());
        }
    }
}
