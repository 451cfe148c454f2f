package io.plimsoll.index.source;

import io.plimsoll.index.IndexInputException;
import io.plimsoll.index.archive.GzipChannel;
import io.plimsoll.index.archive.ZipArchive;
import io.plimsoll.index.archive.ZipEntry;
import io.plimsoll.index.format.ByteBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All documents of all inputs in their order, archives opened up.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class DocumentSequence implements AutoCloseable {

    /** What a compressed text is expected to grow by; a hint for sharing out work. */
    private static final int EXPECTED_EXPANSION = 4;

    private final List<Input> inputs;
    private final FileList.Reader files;
    private final InputCounters counters;
    private final ByteBuilder record = new ByteBuilder(512);
    private @Nullable ZipArchive archive;
    private long archiveBytesToCount;
    private long archives;

    /**
     * @param list the file that {@link FileListing} wrote
     */
    public DocumentSequence(List<Input> inputs, Path list, InputCounters counters)
            throws IOException {
        this.inputs = List.copyOf(inputs);
        this.files = new FileList.Reader(list);
        this.counters = counters;
    }

    /** How many archives were opened so far. */
    public long archives() {
        return archives;
    }

    /** The next document, null after the last; the caller releases it. */
    public @Nullable Document next() throws IOException {
        while (true) {
            ZipArchive open = archive;
            if (open != null) {
                ZipEntry entry = open.nextEntry();
                if (entry == null) {
                    closeArchive(open);
                } else if (!entry.isFolder()) {
                    return documentOf(open, entry);
                }
            } else {
                if (!files.next(record)) {
                    return null;
                }
                Document document = openFile();
                if (document != null) {
                    return document;
                }
            }
        }
    }

    /** Handles the current file: a document, or null if it is an archive that is now open. */
    private @Nullable Document openFile() throws IOException {
        counters.addFile();
        if (inputs.get(FileRecord.inputIndex(record.array())) instanceof Input.OfStream stream) {
            return new Document(
                    stream.name(),
                    0,
                    () -> counted(new StreamChannel(stream.stream())),
                    DocumentSequence::nothing);
        }
        FileEntry file = FileRecord.decode(record.array(), record.length(), inputs);
        if (file.isZip() && file.sizeBytes() >= 0) {
            try {
                archive = ZipArchive.open(file.name(), file.path());
            } catch (IOException failure) {
                throw IndexInputException.of(file.name(), failure);
            }
            archives++;
            archiveBytesToCount = file.sizeBytes();
            return null;
        }
        if (file.isGzip()) {
            return new Document(
                    file.name(),
                    file.sizeBytes() * EXPECTED_EXPANSION,
                    () -> new GzipChannel(file.name(), open(file)),
                    DocumentSequence::nothing);
        }
        return new Document(
                file.name(), file.sizeBytes(), () -> open(file), DocumentSequence::nothing);
    }

    private Document documentOf(ZipArchive open, ZipEntry entry) {
        open.retain();
        // Entries may overlap in a hostile archive: never count more than the file has.
        long stored = Math.min(entry.storedBytes(), archiveBytesToCount);
        archiveBytesToCount -= stored;
        return new Document(
                open.name() + "!/" + entry.name(),
                entry.sizeBytes(),
                () -> {
                    counters.bytesAdder().add(stored);
                    return open.open(entry);
                },
                open::release);
    }

    private void closeArchive(ZipArchive open) throws IOException {
        counters.bytesAdder().add(archiveBytesToCount);
        archive = null;
        open.release();
    }

    private ReadableByteChannel open(FileEntry file) throws IOException {
        return counted(FileChannel.open(file.path(), StandardOpenOption.READ));
    }

    private ReadableByteChannel counted(ReadableByteChannel channel) {
        return new CountingChannel(channel, counters.bytesAdder());
    }

    private static void nothing() {}

    @Override
    public void close() throws IOException {
        ZipArchive open = archive;
        try (files) {
            if (open != null) {
                archive = null;
                open.release();
            }
        }
    }
}
