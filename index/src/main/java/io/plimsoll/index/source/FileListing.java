package io.plimsoll.index.source;

import static java.util.Objects.requireNonNull;

import io.plimsoll.index.record.RecordSorter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Lists the files of all inputs into a sorter, since a folder may have more files than the heap can
 * name.
 *
 * <p>In folders, links to files are followed and links to folders are not, so that the walk always
 * ends. Sockets, pipes, devices and dangling links are counted and left out; the same things are
 * read when they are named as an input.
 *
 * <p>Thread rule: one thread.
 */
public final class FileListing {

    private final InputCounters counters;
    private final List<Path> excluded;
    private final RecordSorter.Writer writer;
    private final BooleanSupplier isCancelled;
    private final FileRecord record = new FileRecord();
    private long totalBytes;
    private boolean totalIsKnown = true;

    /**
     * @param excluded folders that are not entered: the ones that the build itself writes to
     */
    public FileListing(
            InputCounters counters,
            List<Path> excluded,
            RecordSorter.Writer writer,
            BooleanSupplier isCancelled) {
        this.counters = counters;
        this.excluded = List.copyOf(excluded);
        this.writer = writer;
        this.isCancelled = isCancelled;
    }

    /** Bytes of all files listed so far; absent if one of the inputs is a stream. */
    public OptionalLong totalBytes() {
        return totalIsKnown ? OptionalLong.of(totalBytes) : OptionalLong.empty();
    }

    /** Lists one input. */
    public void list(int inputIndex, Input input) throws IOException {
        switch (input) {
            case Input.OfStream stream -> {
                totalIsKnown = false;
                record.start(inputIndex);
                add(Path.of(""), -1);
            }
            case Input.OfPath(Path path) -> listPath(inputIndex, path);
        }
    }

    private void listPath(int inputIndex, Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            record.start(inputIndex);
            if (attributes.isDirectory()) {
                walk(path);
            } else if (attributes.isRegularFile()) {
                totalBytes += attributes.size();
                add(path, attributes.size());
            } else {
                totalIsKnown = false;
                add(path, -1);
            }
        } catch (FileSystemException failure) {
            throw InputErrors.of(path.toString(), failure);
        }
    }

    private void walk(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (isCancelled.getAsBoolean()) {
                    return;
                }
                int mark = record.push(child);
                visit(child);
                record.pop(mark);
            }
        } catch (DirectoryIteratorException failure) {
            throw InputErrors.of(folder.toString(), requireNonNull(failure.getCause()));
        } catch (FileSystemException failure) {
            String file = failure.getFile();
            throw InputErrors.of(file == null ? folder.toString() : file, failure);
        }
    }

    private void visit(Path child) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            if (!isExcluded(child)) {
                walk(child);
            }
            return;
        }
        if (attributes.isSymbolicLink()) {
            attributes = targetOf(child, attributes);
        }
        if (attributes.isRegularFile()) {
            totalBytes += attributes.size();
            add(child, attributes.size());
        } else {
            counters.addSkippedFile();
        }
    }

    /** What a link leads to; the link's own attributes if it leads nowhere or in a circle. */
    private static BasicFileAttributes targetOf(Path link, BasicFileAttributes own)
            throws IOException {
        try {
            return Files.readAttributes(link, BasicFileAttributes.class);
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (FileSystemException leadsNowhere) {
            return own;
        }
    }

    private boolean isExcluded(Path folder) throws IOException {
        for (Path path : excluded) {
            if (Files.exists(path) && Files.isSameFile(path, folder)) {
                return true;
            }
        }
        return false;
    }

    private void add(Path path, long sizeBytes) throws IOException {
        int length = record.finish(sizeBytes, path);
        writer.add(record.bytes(), 0, length);
    }
}
