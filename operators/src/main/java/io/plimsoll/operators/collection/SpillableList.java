package io.plimsoll.operators.collection;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.ExternalSorter;
import io.plimsoll.operators.Job;
import io.plimsoll.serde.key.NormalizedKey;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A list of any length in bounded memory: added to at the end, read at any index and in order.
 *
 * <p>It is no {@link java.util.List}: its size is a long, and elements are neither replaced nor
 * removed. What is added is copied, and elements are not null. Reading at random indexes is slow
 * once most of the list is on disk; in order it is not.
 *
 * <p>What fails on disk comes as {@link UncheckedIOException}; the list is lost then.
 *
 * <p>Threads: one at a time.
 *
 * @param <E> the elements' type
 */
public final class SpillableList<E> implements Iterable<E>, AutoCloseable {

    /*
     * A page has elements from its start, each with its length before it (negative if it is in
     * pages of its own), and their offsets from its end backwards.
     */
    private static final int LENGTH_BYTES = 4;

    private static final int OFFSET_BYTES = 4;

    /** Longer than that part of a page, an element has pages of its own. */
    private static final int LONG_FRACTION = 4;

    private static final int BATCH_PAGES = 8;

    private final Job job;
    private final PageSpace pages;
    private final ByteStore longOnes;
    private final TypeSerializer<E> serializer;
    private final DataOutputSerializer output = new DataOutputSerializer(256);
    private final DataInputDeserializer input = new DataInputDeserializer();
    private byte[] buffer = new byte[256];

    /** Of each page with elements: its number, and the index of its first element. */
    private int[] pageNumbers = new int[16];

    private long[] firstIndexes = new long[16];
    private int pageCount;

    private int writeOffset;
    private long size;
    private int clears;

    private SpillableList(TypeSerializer<E> serializer, Job job) {
        this.job = job;
        this.serializer = serializer.duplicate();
        this.pages = new PageSpace(job, "list", BATCH_PAGES);
        this.longOnes = new ByteStore(pages);
    }

    /**
     * Opens an empty list with the memory and the temporary files of a job.
     *
     * @throws IllegalArgumentException if the job's memory is too little; the message says what
     *     would do
     */
    public static <E> SpillableList<E> open(TypeSerializer<E> serializer, Job job) {
        return new SpillableList<>(serializer, job);
    }

    /** Adds an element at the end. */
    public void add(E element) {
        pages.enter();
        try {
            output.clear();
            serializer.serialize(element, output);
            append(output.getSharedBuffer(), output.length());
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    /**
     * Returns the element at an index.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public E get(long index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    "index=" + index + " (expected 0 to " + (size - 1) + ")");
        }
        pages.enter();
        try {
            int found = Arrays.binarySearch(firstIndexes, 0, pageCount, index);
            int page = found >= 0 ? found : -found - 2;
            int bytes = copy(pageNumbers[page], (int) (index - firstIndexes[page]));
            input.setBuffer(buffer, 0, bytes);
            return serializer.deserialize(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    /** How many elements there are. */
    public long size() {
        return size;
    }

    /** Whether there are no elements. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Elements in order; those that are added meanwhile, too. */
    @Override
    public Iterator<E> iterator() {
        return new ListIterator();
    }

    /**
     * Returns a new list in the order of a key; elements with equal keys keep theirs. This list
     * stays as it is.
     */
    public SpillableList<E> sorted(NormalizedKey<? super E> key) {
        SpillableList<E> result = open(serializer, job);
        boolean done = false;
        try (ExternalSorter<E> sorter = ExternalSorter.of(serializer).orderBy(key).in(job).open()) {
            forEach(sorter::add);
            sorter.sorted().forEach(result::add);
            done = true;
            return result;
        } finally {
            if (!done) {
                result.close();
            }
        }
    }

    /** Drops all elements, and gives their memory and files back. */
    public void clear() {
        pages.enter();
        try {
            pages.clear();
            pageCount = 0;
            size = 0;
            clears++;
        } finally {
            pages.exit();
        }
    }

    /** Gives all memory back and deletes the temporary files. Idempotent. */
    @Override
    public void close() {
        pages.close();
    }

    private void append(byte[] bytes, int length) throws IOException {
        boolean isLong = length > pages.pageBytes() / LONG_FRACTION;
        int stored = LENGTH_BYTES + (isLong ? Integer.BYTES : length);
        int longPage = isLong ? longOnes.write(bytes, length) : 0;
        long slots = pageCount == 0 ? 0 : size - firstIndexes[pageCount - 1] + 1;
        if (pageCount == 0 || writeOffset + stored + slots * OFFSET_BYTES > pages.pageBytes()) {
            openPage();
            slots = 1;
        }
        int page = pageNumbers[pageCount - 1];
        long address = pages.pinToWrite(page);
        RawMemory.putInt(address + pages.pageBytes() - slots * OFFSET_BYTES, writeOffset);
        long at = address + writeOffset;
        RawMemory.putInt(at, isLong ? ~length : length);
        if (isLong) {
            RawMemory.putInt(at + LENGTH_BYTES, longPage);
        } else {
            RawMemory.copyFromArray(bytes, 0, at + LENGTH_BYTES, length);
        }
        writeOffset += stored;
        pages.unpin(page);
    }

    private void openPage() throws IOException {
        int page = pages.newPage();
        pages.unpin(page);
        if (pageCount == pageNumbers.length) {
            pageNumbers = Arrays.copyOf(pageNumbers, 2 * pageCount);
            firstIndexes = Arrays.copyOf(firstIndexes, 2 * pageCount);
        }
        pageNumbers[pageCount] = page;
        firstIndexes[pageCount++] = size;
        writeOffset = 0;
    }

    /** Copies an element into the buffer; returns its length. */
    private int copy(int page, int slot) throws IOException {
        long address = pages.pin(page);
        long slotAddress = address + pages.pageBytes() - (slot + 1L) * OFFSET_BYTES;
        long at = address + RawMemory.getInt(slotAddress);
        int length = RawMemory.getInt(at);
        boolean isLong = length < 0;
        int bytes = isLong ? ~length : length;
        int longPage = isLong ? RawMemory.getInt(at + LENGTH_BYTES) : 0;
        buffer = buffer.length < bytes ? new byte[bytes + bytes / 2] : buffer;
        if (!isLong) {
            RawMemory.copyToArray(at + LENGTH_BYTES, buffer, 0, bytes);
        }
        pages.unpin(page);
        if (isLong) {
            longOnes.read(longPage, buffer, bytes);
        }
        return bytes;
    }

    private final class ListIterator implements Iterator<E> {

        private final int clearsSeen = clears;
        private long next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public E next() {
            if (clearsSeen != clears) {
                throw new ConcurrentModificationException("the list was cleared");
            }
            if (!hasNext()) {
                throw new NoSuchElementException("no more elements");
            }
            return get(next++);
        }
    }
}
