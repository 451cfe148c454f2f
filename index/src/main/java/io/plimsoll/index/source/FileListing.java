package io.plimsoll.index.source;

import static java.util.Objects.requireNonNull;

import io.plimsoll.index.IndexInputException;
import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortWriter;
import io.plimsoll.operators.sort.SortedRecords;
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
 * Lists the files of all inputs, those of a folder in the order of their names.
 *
 * <p>A folder may have more files than the heap can name: its listing goes through a sorter and the
 * result to a file.
 *
 * <p>In folders, links to files are followed and links to folders are not, so that the walk always
 * ends. Sockets, pipes, devices and dangling links are counted and left out; the same things are
 * read when they are named as an input.
 *
 * <p>Thread rule: one thread.
 */
public final class FileListing {

    /** What a listing needs of its build. */
    public interface Sorters {
        /** Opens a sorter for one writer; the caller closes it. */
        BinarySorter open() throws IOException, MemoryReservationException;
    }

    private final List<Input> inputs;
    private final InputCounters counters;
    private final List<Path> excluded;
    private final Sorters sorters;
    private final BooleanSupplier isCancelled;
    private final FileRecord record = new FileRecord();
    private long totalBytes;
    private boolean totalIsKnown = true;

    /**
     * @param excluded folders that are not entered: the ones that the build itself writes to
     */
    public FileListing(
            List<Input> inputs,
            InputCounters counters,
            List<Path> excluded,
            Sorters sorters,
            BooleanSupplier isCancelled) {
        this.inputs = List.copyOf(inputs);
        this.counters = counters;
        this.excluded = List.copyOf(excluded);
        this.sorters = sorters;
        this.isCancelled = isCancelled;
    }

    /**
     * Lists everything into a file that {@link DocumentSequence} reads.
     *
     * @return bytes of all files, absent if one of the inputs is a stream
     */
    public OptionalLong listTo(Path file) throws IOException, MemoryReservationException {
        try (FileList.Writer list = new FileList.Writer(file)) {
            for (int i = 0; i < inputs.size(); i++) {
                record.start(i);
                switch (inputs.get(i)) {
                    case Input.OfStream stream -> {
                        totalIsKnown = false;
                        list.add(record.bytes(), record.finish(-1, Path.of("")));
                    }
                    case Input.OfPath(Path path) -> listPath(path, list);
                }
            }
            list.finish();
        }
        return totalIsKnown ? OptionalLong.of(totalBytes) : OptionalLong.empty();
    }

    private void listPath(Path path, FileList.Writer list)
            throws IOException, MemoryReservationException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (FileSystemException failure) {
            throw IndexInputException.of(path.toString(), failure);
        }
        if (attributes.isDirectory()) {
            listFolder(path, list);
            return;
        }
        totalIsKnown &= attributes.isRegularFile();
        totalBytes += attributes.size();
        list.add(
                record.bytes(),
                record.finish(attributes.isRegularFile() ? attributes.size() : -1, path));
    }

    private void listFolder(Path folder, FileList.Writer list)
            throws IOException, MemoryReservationException {
        ByteBuilder sorted = new ByteBuilder(512);
        try (BinarySorter sorter = sorters.open()) {
            try (SortWriter writer = sorter.newWriter()) {
                walk(folder, writer);
            }
            try (SortedRecords records = sorter.finish()) {
                while (records.next()) {
                    sorted.clear();
                    records.forEachPiece(
                            (address, bytes) -> sorted.putMemory(address, (int) bytes));
                    list.add(sorted.array(), sorted.length());
                }
            }
        }
    }

    private void walk(Path folder, SortWriter writer) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (isCancelled.getAsBoolean()) {
                    return;
                }
                int mark = record.push(child);
                visit(child, writer);
                record.pop(mark);
            }
        } catch (DirectoryIteratorException failure) {
            throw IndexInputException.of(folder.toString(), requireNonNull(failure.getCause()));
        } catch (FileSystemException failure) {
            String file = failure.getFile();
            throw IndexInputException.of(file == null ? folder.toString() : file, failure);
        }
    }

    private void visit(Path child, SortWriter writer) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            if (!isExcluded(child)) {
                walk(child, writer);
            }
            return;
        }
        if (attributes.isSymbolicLink()) {
            attributes = targetOf(child, attributes);
        }
        if (attributes.isRegularFile()) {
            totalBytes += attributes.size();
            writer.add(record.bytes(), 0, record.finish(attributes.size(), child));
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
}
