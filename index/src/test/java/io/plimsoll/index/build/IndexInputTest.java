package io.plimsoll.index.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.DocumentUnit;
import io.plimsoll.index.IndexInputException;
import io.plimsoll.index.IndexInputException.Reason;
import io.plimsoll.index.IndexSummary;
import io.plimsoll.index.fixture.Workshop;
import io.plimsoll.index.search.InvertedIndex;
import io.plimsoll.index.search.Query;
import io.plimsoll.index.search.SearchHit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of input, sound and broken. */
class IndexInputTest {

    @TempDir Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = Workshop.open(folder, 4 << 20);
    }

    @AfterEach
    void close() {
        workshop.close();
        assertThat(folder).isDirectoryNotContaining("glob:**building**");
    }

    @Test
    void eachKindOfInputHasItsDocuments() throws IOException {
        write("in/plain.txt", text("needle plain"));
        write("in/sub/deep/file.md", text("needle deep"));
        write("in/zipped.zip", zip("needle one", "needle two"));
        write("in/zipped.GZ", gzip("needle gz"));
        write("in/empty", new byte[0]);
        write("alone.zip", zip("needle alone"));
        InputStream stream = new ByteArrayInputStream(text("needle from a stream"));
        IndexSummary summary =
                workshop.run(
                        options()
                                .input(path("in"))
                                .input(path("alone.zip"))
                                .input("-", stream)
                                .threads(2));
        assertThat(find("needle"))
                .containsExactlyInAnyOrder(
                        path("in/plain.txt").toString(),
                        path("in/sub/deep/file.md").toString(),
                        path("in/zipped.zip") + "!/dir/entry-0",
                        path("in/zipped.zip") + "!/dir/entry-1",
                        path("in/zipped.GZ").toString(),
                        path("alone.zip") + "!/dir/entry-0",
                        "-");
        assertThat(find("deep")).containsExactly(path("in/sub/deep/file.md").toString());
        assertThat(summary.statistics().documents()).isEqualTo(8);
        assertThat(summary.inputFiles()).isEqualTo(7);
    }

    @Test
    void linesOfArchivesAreNamedByTheirEntry() throws IOException {
        write("in.zip", zip("one\nneedle\r\n\nneedle"));
        write("in.gz", gzip("needle\n"));
        workshop.run(options().input(path("in.zip")).input(path("in.gz")).unit(DocumentUnit.LINE));
        assertThat(find("needle"))
                .containsExactlyInAnyOrder(
                        path("in.zip") + "!/dir/entry-0:2",
                        path("in.zip") + "!/dir/entry-0:4",
                        path("in.gz") + ":1");
        assertThat(workshop.pool().usedBytes()).isZero();
    }

    @Test
    void binaryDocumentsAreCountedAndSkipped() throws IOException {
        byte[] late = text("needle " + "x ".repeat(4000) + "\0");
        write("in/a", text("needle\0"));
        write("in/b", text("needle"));
        write("in/late", late);
        write("in/z.zip", zip("needle", "needle \0"));
        for (DocumentUnit unit : DocumentUnit.values()) {
            IndexSummary summary = workshop.run(options().input(path("in")).unit(unit));
            String suffix = unit == DocumentUnit.LINE ? ":1" : "";
            assertThat(summary.binaryDocuments()).isEqualTo(2);
            assertThat(summary.statistics().documents()).isEqualTo(3);
            assertThat(find("needle"))
                    .containsExactlyInAnyOrder(
                            path("in/b") + suffix,
                            path("in/late") + suffix,
                            path("in/z.zip") + "!/dir/entry-0" + suffix);
        }
    }

    @Test
    void linksToFilesAreFollowedAndLoopsAreNot() throws IOException {
        write("in/file", text("needle"));
        Files.createSymbolicLink(path("in/link"), path("in/file"));
        Files.createSymbolicLink(path("in/loop"), path("in"));
        Files.createSymbolicLink(path("in/dangling"), path("nowhere"));
        Files.createSymbolicLink(path("in/self"), Path.of("self"));
        IndexSummary summary = workshop.run(options().input(path("in")));
        assertThat(find("needle"))
                .containsExactlyInAnyOrder(path("in/file").toString(), path("in/link").toString());
        assertThat(summary.skippedFiles()).isEqualTo(3);
    }

    @Test
    void filesOfAFolderAreReadInTheOrderOfTheirNames() throws IOException {
        List<String> names = List.of("A", "a b", "a-b", "a/b", "a/c", "a0", "b", "é");
        for (String name : names) {
            write("in/" + name, text("needle"));
        }
        workshop.run(options().input(path("in")).threads(3));
        // Equal scores: the order is that of reading.
        assertThat(find("needle"))
                .containsExactlyElementsOf(
                        List.of("A", "a/b", "a/c", "a b", "a-b", "a0", "b", "é").stream()
                                .map(name -> path("in").resolve(name).toString())
                                .toList());
    }

    /** Documents wait for their worker with their archive open: only so many archives may be. */
    @Test
    void manySmallArchivesAreNotAllOpenAtOnce() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        for (int i = 0; i < 200; i++) {
            write("in/%03d.zip".formatted(i), zip("needle"));
        }
        long before = count(descriptors);
        long[] most = new long[1];
        InputStream last =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        most[0] = count(descriptors);
                        return -1;
                    }
                };
        write("other.zip", zip("needle"));
        workshop.run(options().input(path("in")).input("last", last).input(path("other.zip")));
        assertThat(find("needle")).hasSize(100);
        assertThat(most[0]).isPositive();
        assertThat(most[0] - before).isLessThan(30);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void theIndexItselfIsNoInput() throws IOException {
        write("in/file", text("needle"));
        write("in/left/out", text("needle"));
        for (int i = 0; i < 2; i++) {
            IndexSummary summary =
                    workshop.run(
                            IndexBuild.options(path("in/idx"))
                                    .input(path("in"))
                                    .exclude(path("in/left")));
            assertThat(summary.inputFiles()).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeReadIsAnErrorThatNamesIt() throws IOException {
        assertFails("nowhere", Reason.MISSING);
        write("cut.gz", cut(gzip("some text ".repeat(99))));
        assertFails("cut.gz", Reason.TRUNCATED);
        write("cut.zip", cut(zip("some text ".repeat(99))));
        assertFails("cut.zip", Reason.TRUNCATED);
        write("text.zip", text("some text"));
        assertFails("text.zip", Reason.TRUNCATED);
        write("text.gz", text("some text"));
        assertFails("text.gz", Reason.MALFORMED);
        String noise =
                new Random(1)
                        .ints(4000, 'a', 'z')
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        byte[] damaged = zip(noise);
        damaged[1000] ^= 1;
        write("damaged.zip", damaged);
        assertFails("damaged.zip", Reason.MALFORMED);
    }

    @Test
    void aFileWithoutPermissionIsAnErrorThatNamesIt() throws IOException {
        write("in/secret", text("needle"));
        Files.setPosixFilePermissions(path("in/secret"), Set.<PosixFilePermission>of());
        Assumptions.assumeFalse(Files.isReadable(path("in/secret")), "a superuser reads all");
        assertThatThrownBy(() -> workshop.run(options().input(path("in"))))
                .isInstanceOf(IndexInputException.class)
                .hasMessage(path("in/secret") + ": permission denied");
    }

    /** Neither the heap nor the managed memory holds a document: this one is larger than both. */
    @Test
    void aDocumentLargerThanTheMemoryIsIndexed() throws IOException {
        InputStream stream =
                new InputStream() {
                    private long left = 24L << 20;

                    @Override
                    public int read() {
                        throw new AssertionError("single bytes");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        int count = (int) Math.min(length, left);
                        for (int i = 0; i < count; i++) {
                            target[offset + i] =
                                    (byte) (left - i & 7) == 0 ? (byte) ' ' : (byte) 'x';
                        }
                        left -= count;
                        return count == 0 ? -1 : count;
                    }
                };
        workshop.run(options().input("-", stream));
        try (InvertedIndex index = InvertedIndex.open(path("idx"))) {
            SearchHit hit = index.search(Query.of(List.of("xxxxxxx")), 1).hits().getFirst();
            assertThat(hit.frequency()).isEqualTo((24L << 20) / 8);
        }
    }

    @Test
    void aLongTermIsFoundByItsWholeText() throws IOException {
        String term = "Long".repeat(500_000);
        write("in/a", text(term));
        write("in/b", text(term + "er"));
        IndexSummary summary = workshop.run(options().input(path("in")));
        assertThat(summary.oversizedTerms()).isEqualTo(2);
        assertThat(find(term)).containsExactly(path("in/a").toString());
        assertThat(find(term + "er")).containsExactly(path("in/b").toString());
    }

    private void assertFails(String input, Reason reason) {
        for (DocumentUnit unit : DocumentUnit.values()) {
            assertThatThrownBy(
                            () -> workshop.run(options().input(path(input)).unit(unit).threads(2)))
                    .isInstanceOfSatisfying(
                            IndexInputException.class,
                            error -> {
                                assertThat(error.reason()).isEqualTo(reason);
                                assertThat(error.input()).startsWith(path(input).toString());
                            });
            assertThat(Files.exists(path("idx"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        }
    }

    private Set<String> find(String words) throws IOException {
        try (InvertedIndex index = InvertedIndex.open(path("idx"))) {
            return new LinkedHashSet<>(
                    index.search(Query.of(List.of(words)), 100).hits().stream()
                            .map(SearchHit::document)
                            .toList());
        }
    }

    private IndexBuild.Options options() {
        return IndexBuild.options(path("idx"));
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.write(path(name), content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 30);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text(text));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("dir/"));
            for (int i = 0; i < texts.length; i++) {
                out.putNextEntry(new ZipEntry("dir/entry-" + i));
                out.write(text(texts[i]));
            }
        }
        return bytes.toByteArray();
    }
}
