package io.plimsoll.index.format.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.index.format.FileKind;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.IndexFileWriter;
import io.plimsoll.index.format.IndexLayout;
import io.plimsoll.index.format.SealedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTableTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 1_000, 60_000})
    void findsWhatATreeMapFinds(int size) throws IOException {
        Random random = new Random(size);
        TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        while (model.size() < size) {
            model.put(key(random, size), new byte[random.nextInt(9)]);
        }
        try (IndexFile file = IndexFile.open(folder, write(model))) {
            assertThat(file.entries()).isEqualTo(size);
            file.verify();
            SortedTable table = new SortedTable(file);
            for (int i = 0; i < 5_000; i++) {
                check(table, model, key(random, size));
            }
            for (byte[] key : model.keySet().stream().limit(3_000).toList()) {
                check(table, model, key);
            }
            check(table, model, new byte[0]);
        }
    }

    @Test
    void anEmptyTableHasNothing() throws IOException {
        try (IndexFile file = IndexFile.open(folder, write(new TreeMap<>()))) {
            assertThat(new SortedTable(file).floor(new byte[] {1}, 1)).isFalse();
        }
    }

    /**
     * Keys of the greatest length make nodes of the fewest children, values of it the largest
     * blocks.
     */
    @Test
    void theLongestKeysAndValuesFit() throws IOException {
        TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] key = new byte[IndexLayout.MAX_KEY_BYTES];
            random.nextBytes(key);
            model.put(key, new byte[i % 50 == 0 ? IndexLayout.MAX_VALUE_BYTES : 3]);
        }
        try (IndexFile file = IndexFile.open(folder, write(model))) {
            SortedTable table = new SortedTable(file);
            for (byte[] key : model.keySet()) {
                check(table, model, key);
            }
        }
    }

    private static byte[] key(Random random, int size) {
        String text = "key" + random.nextInt(size * 2) + "x".repeat(random.nextInt(3));
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private SealedFile write(TreeMap<byte[], byte[]> entries) throws IOException {
        try (IndexFileWriter file = IndexFileWriter.create(folder, FileKind.TERMS)) {
            SortedTableWriter writer = new SortedTableWriter(file);
            for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
                byte[] key = entry.getKey();
                writer.add(key, key.length, entry.getValue(), entry.getValue().length);
            }
            return writer.finish();
        }
    }

    private static void check(SortedTable table, TreeMap<byte[], byte[]> model, byte[] key)
            throws IOException {
        Map.Entry<byte[], byte[]> floor = model.floorEntry(key);
        assertThat(table.floor(key, key.length)).isEqualTo(floor != null);
        if (floor != null) {
            assertThat(Arrays.copyOf(table.key(), floor.getKey().length)).isEqualTo(floor.getKey());
            byte[] value = new byte[table.value().remaining()];
            table.value().read(value, 0, value.length);
            assertThat(value).isEqualTo(floor.getValue());
        }
        assertThat(table.find(key, key.length)).isEqualTo(model.containsKey(key));
    }
}
