package io.plimsoll.index.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.IndexCancelledException;
import io.plimsoll.index.IndexProgress.Phase;
import io.plimsoll.index.IndexTargetException;
import io.plimsoll.index.build.IndexBuild;
import io.plimsoll.index.fixture.Workshop;
import io.plimsoll.index.format.Manifest;
import io.plimsoll.index.search.InvertedIndex;
import io.plimsoll.index.search.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the target's place before, during and after a build. */
class TargetFolderTest {

    @TempDir Path folder;

    private Path target;
    private Workshop workshop;

    @BeforeEach
    void open() {
        target = folder.resolve("idx");
        workshop = Workshop.open(folder, 4 << 20);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void anIndexIsReplacedAndTheOldOneStaysReadableForWhoHasItOpen() throws IOException {
        build("old");
        Set<String> oldFiles = names(target);
        try (InvertedIndex old = InvertedIndex.open(target)) {
            build("new");
            assertThat(old.search(Query.of(List.of("old")), 1).total()).isEqualTo(1);
        }
        assertThat(hits("old")).isZero();
        assertThat(hits("new")).isEqualTo(1);
        assertThat(names(target))
                .hasSameSizeAs(oldFiles)
                .contains(Manifest.FILE_NAME)
                .isNotEqualTo(oldFiles);
    }

    @Test
    void theSameIndexAgainChangesNothing() throws IOException {
        build("same");
        Set<String> files = names(target);
        build("same");
        assertThat(names(target)).isEqualTo(files);
        assertThat(hits("same")).isEqualTo(1);
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Files.createDirectory(target);
        build("word");
        assertThat(hits("word")).isEqualTo(1);
    }

    @Test
    void aLinkToAFolderStaysALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(target, real);
        build("word");
        assertThat(target).isSymbolicLink();
        assertThat(names(real)).contains(Manifest.FILE_NAME);
    }

    @Test
    void whatIsNoIndexIsNotReplaced() throws IOException {
        Files.createDirectory(target);
        Files.writeString(target.resolve("precious"), "data");
        assertThatThrownBy(() -> build("word"))
                .isInstanceOf(IndexTargetException.class)
                .hasMessage(target + ": neither empty nor an index: it will not be replaced");
        assertThat(names(target)).containsExactly("precious");
        assertThatThrownBy(() -> InvertedIndex.open(target))
                .isInstanceOf(IndexTargetException.class)
                .hasMessage(target + ": not an index");
        Path file = Files.writeString(folder.resolve("file"), "data");
        target = file;
        assertThatThrownBy(() -> build("word")).hasMessage(file + ": not a folder");
        target = folder.resolve("no/where");
        assertThatThrownBy(() -> build("word"))
                .hasMessage(target + ": the folder that it would be in does not exist");
        assertThatThrownBy(() -> InvertedIndex.open(target))
                .hasMessage(target + ": no such folder");
    }

    @Test
    void aFailedBuildLeavesTheOldIndexAndNothingElse() throws IOException {
        build("old");
        Set<String> files = names(target);
        assertThatThrownBy(() ->
                workshop.run(
                        IndexBuild.options(target)
                                .input("broken", broken())
                                .input(folder.resolve("nowhere"))));
        assertThat(names(target)).isEqualTo(files);
        assertThat(hits("old")).isEqualTo(1);
        assertThatThrownBy(() -> workshop.run(IndexBuild.options(target).input("broken", broken())))
                .hasMessage("broken: cannot be read: the cable is out");
        assertThat(names(target)).isEqualTo(files);
        assertThat(hits("old")).isEqualTo(1);
    }

    @Test
    void aCancelledBuildLeavesNothing() throws Exception {
        IndexBuild[] build = new IndexBuild[1];
        InputStream endless =
                new InputStream() {
                    private int reads;

                    @Override
                    public int read() {
                        return 'a';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        if (++reads == 1000) {
                            assertThat(build[0].progress().phase()).isEqualTo(Phase.READING);
                            assertThat(build[0].progress().bytesRead()).isPositive();
                            assertThat(build[0].progress().bytesTotal()).isEmpty();
                            build[0].cancel();
                        }
                        Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                        return length;
                    }
                };
        build[0] = workshop.open(IndexBuild.options(target).input("endless", endless));
        assertThatThrownBy(build[0]::run).isInstanceOf(IndexCancelledException.class);
        assertThat(names(folder)).noneMatch(name -> name.contains("idx"));
    }

    @Test
    void whatAKilledBuildLeftIsRemovedByTheNext() throws IOException {
        Path ofNew = Files.createDirectory(folder.resolve(".idx.plimsoll-building-77"));
        Files.writeString(ofNew.resolve("terms.part"), "data");
        Files.writeString(ofNew.resolve(StagingFolder.LOCK_NAME), "");
        build("one");
        assertThat(ofNew).doesNotExist();

        Path ofOld = Files.createDirectory(target.resolve(".plimsoll-building-88"));
        Files.writeString(ofOld.resolve("terms.part"), "data");
        Files.setLastModifiedTime(ofOld, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Files.writeString(target.resolve("terms-00000000.plx"), "orphan");
        build("two");
        assertThat(names(target)).hasSize(5);

        // Killed before the manifest came into an empty folder: it is still no foreign folder.
        Files.delete(Manifest.in(target));
        build("three");
        assertThat(hits("three")).isEqualTo(1);
        assertThat(names(target)).hasSize(5);
    }

    @Test
    void twoBuildsForOneTargetAreNotBothAllowed() throws IOException {
        try (TargetFolder first = TargetFolder.prepare(target)) {
            assertThatThrownBy(() -> build("word"))
                    .isInstanceOf(IndexTargetException.class)
                    .hasMessage(target + ": another process is building an index there");
            assertThat(first.staging()).isDirectory();
        }
        build("word");
        assertThat(hits("word")).isEqualTo(1);
    }

    private static InputStream broken() {
        return new InputStream() {
            private int reads;

            @Override
            public int read() throws IOException {
                throw new IOException("the cable is out");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (++reads == 100) {
                    throw new IOException("the cable is out");
                }
                Arrays.fill(bytes, offset, offset + length, (byte) ('a' + reads % 5));
                return length;
            }
        };
    }

    private void build(String text) throws IOException {
        Path input = Files.writeString(folder.resolve("input.txt"), text);
        workshop.run(IndexBuild.options(target).input(input));
    }

    private long hits(String word) throws IOException {
        try (InvertedIndex index = InvertedIndex.open(target)) {
            return index.search(Query.of(List.of(word)), 1).total();
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
