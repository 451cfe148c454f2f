package io.plimsoll.index.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.DocumentUnit;
import io.plimsoll.index.IndexCorruptionException;
import io.plimsoll.index.IndexTargetException;
import io.plimsoll.index.build.IndexBuild;
import io.plimsoll.index.fixture.Workshop;
import io.plimsoll.index.format.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged indexes: an error that names the file, or the right answer, never a wrong one. */
class CorruptionTest {

    /** They visit inline lists, trees, skipping, every block of lengths and names. */
    private static final List<Query> QUERIES =
            Stream.of("common", "common word3", "rare599 common", "nowhere")
                    .map(words -> Query.of(List.of(words)))
                    .toList();

    @TempDir Path folder;

    private Path target;

    @BeforeEach
    void build() throws IOException {
        target = folder.resolve("idx");
        build(target, 1);
    }

    private void build(Path where, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            lines.append(i % 10 == 0 ? "other " : "common ");
            lines.append("word").append(random.nextInt(9)).append(' ');
            lines.append(i % 100 == 99 ? "rare" + i : "common").append('\n');
        }
        Path input = Files.writeString(folder.resolve("in"), lines);
        try (Workshop workshop = Workshop.open(folder, 4 << 20)) {
            workshop.run(IndexBuild.options(where).input(input).unit(DocumentUnit.LINE));
        }
    }

    @Test
    void aFlippedByteIsNeverAWrongAnswer() throws IOException {
        List<SearchResult> expected = search();
        int detected = 0;
        int flips = 0;
        Random random = new Random(2);
        for (Path file : files(target)) {
            byte[] sound = Files.readAllBytes(file);
            for (int at = 0; at < sound.length; at++) {
                byte[] flipped = sound.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                Files.write(file, flipped);
                flips++;
                detected += isDetected(file, at, expected) ? 1 : 0;
            }
            Files.write(file, sound);
        }
        assertThat(search()).isEqualTo(expected);
        // The queries do not touch every leaf and term; most bytes they do touch.
        assertThat(detected).isGreaterThan(flips / 2);
    }

    private boolean isDetected(Path file, int at, List<SearchResult> expected) throws IOException {
        boolean detected = false;
        try {
            assertThat(search()).as("%s, byte %d", file, at).isEqualTo(expected);
        } catch (IndexCorruptionException error) {
            assertThat(error.file()).isEqualTo(file);
            assertThat(error.offset()).isLessThanOrEqualTo(at);
            detected = true;
        }
        assertThatThrownBy(this::verify)
                .as("%s, byte %d", file, at)
                .isInstanceOf(IndexCorruptionException.class);
        return detected;
    }

    @Test
    void aShortenedOrMissingFileIsCorruption() throws IOException {
        for (Path file : files(target)) {
            byte[] sound = Files.readAllBytes(file);
            for (int length : new int[] {0, 1, 20, sound.length / 2, sound.length - 1}) {
                Files.write(file, Arrays.copyOf(sound, length));
                assertThatThrownBy(this::search)
                        .as("%s, %d bytes", file, length)
                        .isInstanceOf(IndexCorruptionException.class);
            }
            Files.write(file, Arrays.copyOf(sound, sound.length + 1));
            assertThatThrownBy(this::search).isInstanceOf(IndexCorruptionException.class);
            Files.delete(file);
            assertThatThrownBy(this::search)
                    .isInstanceOfAny(IndexCorruptionException.class, IndexTargetException.class)
                    .hasMessageContaining("idx");
            Files.write(file, sound);
        }
    }

    /** A file of another index is sound in itself: only the manifest can tell. */
    @Test
    void aFileOfAnotherIndexIsCorruption() throws IOException {
        Path other = folder.resolve("other");
        build(other, 2);
        List<Path> files = files(target);
        List<Path> others = files(other);
        for (int i = 0; i < files.size(); i++) {
            byte[] sound = Files.readAllBytes(files.get(i));
            byte[] foreign = Files.readAllBytes(others.get(i));
            if (!Arrays.equals(sound, foreign) && !files.get(i).endsWith(Manifest.FILE_NAME)) {
                Files.write(files.get(i), foreign);
                assertThatThrownBy(this::search)
                        .as("%s", files.get(i))
                        .isInstanceOf(IndexCorruptionException.class);
                Files.write(files.get(i), sound);
            }
        }
    }

    @Test
    void anIndexOfAnotherVersionIsRefused() throws IOException {
        Path manifest = Manifest.in(target);
        String text = Files.readString(manifest).replace("plimsoll-index 1", "plimsoll-index 2");
        String body = text.substring(0, text.indexOf("crc32c"));
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(manifest, body + "crc32c %08x\n".formatted(crc.getValue()));
        assertThatThrownBy(this::search)
                .isInstanceOf(IndexTargetException.class)
                .hasMessageContaining("version 2 (expected 1)");
    }

    private List<SearchResult> search() throws IOException {
        List<SearchResult> results = new ArrayList<>();
        try (InvertedIndex index = InvertedIndex.open(target)) {
            for (Query query : QUERIES) {
                results.add(index.search(query, 3));
            }
        }
        return results;
    }

    private void verify() throws IOException {
        try (InvertedIndex index = InvertedIndex.open(target)) {
            index.verify();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
