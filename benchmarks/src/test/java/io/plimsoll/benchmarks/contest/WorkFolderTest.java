package io.plimsoll.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir Path parent;

    @Test
    void shouldRemoveAllInIt_unlessItIsKept() throws IOException {
        Path gone = fill(false);
        Path kept = fill(true);

        assertThat(gone).doesNotExist();
        assertThat(kept.resolve("inner/file")).exists();
    }

    private Path fill(boolean kept) throws IOException {
        try (WorkFolder folder = WorkFolder.create(parent.resolve("new"), kept)) {
            Files.createDirectory(folder.path().resolve("inner"));
            Files.writeString(folder.path().resolve("inner/file"), "x");
            return folder.path();
        }
    }

    @Test
    void shouldRefuse_whenThereIsTooLittleSpace() throws IOException {
        try (WorkFolder folder = WorkFolder.create(parent, false)) {
            folder.requireFreeBytes(1);
            assertThatThrownBy(() -> folder.requireFreeBytes(Long.MAX_VALUE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("m free (expected ");
        }
    }
}
