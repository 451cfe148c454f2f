package io.plimsoll.index.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.IndexWriteException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileWriterTest {

    private static final int PAYLOAD_BYTES = 10_000;
    private static final int FILE_BYTES =
            IndexLayout.HEADER_BYTES
                    + 20 * (PAYLOAD_BYTES + IndexLayout.BLOCK_OVERHEAD_BYTES)
                    + IndexLayout.FOOTER_BYTES;

    @TempDir Path folder;

    @Test
    void aFullDiskIsAnErrorThatNamesTheFileAndLeavesNone() throws IOException {
        for (int missing : new int[] {1, 33, 100_000, FILE_BYTES}) {
            assertThatThrownBy(() -> write(FILE_BYTES - missing))
                    .isInstanceOf(IndexWriteException.class)
                    .hasMessage(
                            folder.resolve("terms.part")
                                    + ": cannot be written: No space left on device");
            assertThat(folder).isEmptyDirectory();
        }
        SealedFile sealed = write(FILE_BYTES);
        assertThat(sealed.sizeBytes()).isEqualTo(FILE_BYTES);
        try (IndexFile file = IndexFile.open(folder, sealed)) {
            file.verify();
        }
    }

    private SealedFile write(long roomBytes) throws IOException {
        try (IndexFileWriter writer =
                IndexFileWriter.create(
                        folder, FileKind.TERMS, path -> FillingChannel.open(path, roomBytes))) {
            for (int i = 0; i < 20; i++) {
                writer.writeBlock(
                        IndexLayout.BLOCK_TABLE_LEAF, new byte[PAYLOAD_BYTES], PAYLOAD_BYTES);
            }
            return writer.finish(0, 0, 0, 0);
        }
    }
}
