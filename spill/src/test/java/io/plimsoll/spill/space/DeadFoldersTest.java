package io.plimsoll.spill.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadFoldersTest {

    /** Beyond what any system gives. */
    private static final long NO_PROCESS = 999_999_999L;

    @TempDir Path directory;

    private Path deadFolder(long pid) throws Exception {
        FolderName name = new FolderName(pid, 5, "abc");
        Files.createFile(directory.resolve(name.lock()));
        Path folder = Files.createDirectory(directory.resolve(name.folder()));
        Files.createFile(folder.resolve("1.spill"));
        return folder;
    }

    @Test
    void aFolderWhoseLockIsFreeGoesThoughItsProcessIdIsInUse() throws Exception {
        Path folder = deadFolder(ProcessHandle.current().pid());
        assertThat(DeadFolders.sweep(directory)).isEqualTo(1);
        assertThat(folder).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLockWithoutFolderGoes() throws Exception {
        Files.createFile(directory.resolve(new FolderName(NO_PROCESS, 5, "abc").lock()));
        assertThat(DeadFolders.sweep(directory)).isEqualTo(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFolderWithoutLockGoesOnlyWhenOldAndItsProcessIsNotSeen() throws Exception {
        Path folder = deadFolder(NO_PROCESS);
        Files.delete(Path.of(folder + FolderName.LOCK_SUFFIX));
        assertThat(DeadFolders.sweep(directory)).isZero();
        age(folder);
        assertThat(DeadFolders.sweep(directory)).isEqualTo(1);

        Path ofLiving = deadFolder(ProcessHandle.current().pid());
        Files.delete(Path.of(ofLiving + FolderName.LOCK_SUFFIX));
        age(ofLiving);
        assertThat(DeadFolders.sweep(directory)).isZero();
        assertThat(ofLiving).exists();
    }

    private static void age(Path folder) throws Exception {
        Instant old = Instant.now().minus(Duration.ofDays(2));
        Files.setLastModifiedTime(folder, FileTime.from(old));
    }

    @Test
    void whatIsNotOursStays() throws Exception {
        Path folder = deadFolder(NO_PROCESS);
        Path foreign = Files.createFile(folder.resolve("notes.txt"));
        Files.createDirectory(directory.resolve("plimsoll-data"));
        Files.createFile(directory.resolve("plimsoll-1-2-zz.lock"));
        assertThat(DeadFolders.sweep(directory)).isZero();
        assertThat(foreign).exists();
        assertThat(directory.resolve("plimsoll-data")).exists();
        assertThat(directory.resolve("plimsoll-1-2-zz.lock")).exists();
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        Path victim = Files.createDirectory(directory.resolve("victim"));
        Path precious = Files.createFile(victim.resolve("precious.spill"));
        FolderName name = new FolderName(NO_PROCESS, 5, "abc");
        Files.createSymbolicLink(directory.resolve(name.folder()), victim);
        Files.createFile(directory.resolve(name.lock()));
        Path linked = Files.createFile(directory.resolve("target"));
        FolderName other = new FolderName(NO_PROCESS, 6, "abc");
        Files.createSymbolicLink(directory.resolve(other.lock()), linked);
        DeadFolders.sweep(directory);
        assertThat(precious).exists();
        assertThat(linked).exists();
    }

    @Test
    void folderNamesAreReadAsTheyAreWritten() {
        FolderName name = FolderName.fresh();
        assertThat(FolderName.parse(name.folder())).contains(name);
        assertThat(FolderName.parse(name.lock())).contains(name);
        assertThat(name.sameProcess(FolderName.fresh())).isTrue();
        assertThat(FolderName.parse("plimsoll-1-2")).isEmpty();
        assertThat(FolderName.parse("plimsoll-99999999999999999999-2-a")).isEmpty();
    }

    @Test
    void aFolderIsPrivateAndGoesWithItsLock() throws Exception {
        ProcessFolder folder = ProcessFolder.create(directory.resolve("deep/er"));
        assertThat(Files.getPosixFilePermissions(folder.path())).hasSize(3);
        Files.createFile(folder.path().resolve("1.spill"));
        assertThat(DeadFolders.sweep(directory.resolve("deep/er"))).isZero();
        folder.close();
        assertThat(directory.resolve("deep/er")).isEmptyDirectory();
    }
}
