package io.plimsoll.operators.collection;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.Job;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A queue, first in, first out, of any length in bounded memory.
 *
 * <pre>{@code
 * try (Job job = Job.builder().memoryBytes(64 << 20).open();
 *         SpillableQueue<Task> tasks = SpillableQueue.open(TypeSerializers.of(Task.class), job)) {
 *     tasks.add(task);
 *     Task next = tasks.poll();
 * }
 * }</pre>
 *
 * <p>Both ends are in memory, the middle is on disk when memory runs short; what was polled is
 * deleted. What is added is copied, and elements are not null.
 *
 * <p>What fails on disk comes as {@link UncheckedIOException}; the queue is lost then.
 *
 * <p>Threads: one at a time.
 *
 * @param <E> the elements' type
 */
public final class SpillableQueue<E> implements AutoCloseable {

    /** Bytes before an element: its length, negative if it is in pages of its own. */
    private static final int LENGTH_BYTES = 4;

    /** Longer than that part of a page, an element has pages of its own. */
    private static final int LONG_FRACTION = 4;

    private static final int BATCH_PAGES = 8;

    private final PageSpace pages;
    private final ByteStore longOnes;
    private final TypeSerializer<E> serializer;
    private final DataOutputSerializer output = new DataOutputSerializer(256);
    private final DataInputDeserializer input = new DataInputDeserializer();
    private byte[] buffer = new byte[256];

    /** Numbers of pages with elements, a ring. */
    private int[] ring = new int[16];

    private int ringFirst;
    private int ringCount;

    private int readOffset;
    private int writeOffset;
    private long size;

    private SpillableQueue(TypeSerializer<E> serializer, Job job) {
        this.serializer = serializer.duplicate();
        this.pages = new PageSpace(job, "queue", BATCH_PAGES);
        this.longOnes = new ByteStore(pages);
    }

    /**
     * Opens an empty queue with the memory and the temporary files of a job.
     *
     * @throws IllegalArgumentException if the job's memory is too little; the message says what
     *     would do
     */
    public static <E> SpillableQueue<E> open(TypeSerializer<E> serializer, Job job) {
        return new SpillableQueue<>(serializer, job);
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

    /** Takes the first element; null if there is none. */
    public @Nullable E poll() {
        return size == 0 ? null : first(true);
    }

    /** Returns the first element; null if there is none. */
    public @Nullable E peek() {
        return size == 0 ? null : first(false);
    }

    /** How many elements there are. */
    public long size() {
        return size;
    }

    /** Whether there are no elements. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Drops all elements, and gives their memory and files back. */
    public void clear() {
        pages.enter();
        try {
            pages.clear();
            ringCount = 0;
            size = 0;
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
        if (ringCount == 0 || writeOffset + stored + LENGTH_BYTES > pages.pageBytes()) {
            openPage();
        }
        int page = ring[(ringFirst + ringCount - 1) & (ring.length - 1)];
        long at = pages.pinToWrite(page) + writeOffset;
        RawMemory.putInt(at, isLong ? ~length : length);
        if (isLong) {
            RawMemory.putInt(at + LENGTH_BYTES, longPage);
        } else {
            RawMemory.copyFromArray(bytes, 0, at + LENGTH_BYTES, length);
        }
        writeOffset += stored;
        RawMemory.putInt(at + stored, Integer.MIN_VALUE); // the end, so far
        pages.unpin(page);
    }

    private void openPage() throws IOException {
        int page = pages.newPage();
        pages.unpin(page);
        if (ringCount == ring.length) {
            int[] larger = new int[2 * ringCount];
            int behind = ringCount - ringFirst;
            System.arraycopy(ring, ringFirst, larger, 0, behind);
            System.arraycopy(ring, 0, larger, behind, ringFirst);
            ring = larger;
            ringFirst = 0;
        }
        if (ringCount == 0) {
            readOffset = 0;
        }
        ring[(ringFirst + ringCount++) & (ring.length - 1)] = page;
        writeOffset = 0;
    }

    private E first(boolean taken) {
        pages.enter();
        try {
            long at = pages.pin(ring[ringFirst]) + readOffset;
            int length = RawMemory.getInt(at);
            if (length == Integer.MIN_VALUE) {
                dropFirstPage();
                at = pages.pin(ring[ringFirst]);
                length = RawMemory.getInt(at);
            }
            int page = ring[ringFirst];
            boolean isLong = length < 0;
            int bytes = isLong ? ~length : length;
            int longPage = isLong ? RawMemory.getInt(at + LENGTH_BYTES) : 0;
            buffer = buffer.length < bytes ? Arrays.copyOf(buffer, 2 * bytes) : buffer;
            if (!isLong) {
                RawMemory.copyToArray(at + LENGTH_BYTES, buffer, 0, bytes);
            }
            pages.unpin(page);
            if (isLong) {
                longOnes.read(longPage, buffer, bytes);
            }
            if (taken) {
                readOffset += LENGTH_BYTES + (isLong ? Integer.BYTES : bytes);
                take(isLong, longPage);
            }
            input.setBuffer(buffer, 0, bytes);
            return serializer.deserialize(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pages.exit();
        }
    }

    private void take(boolean isLong, int longPage) throws IOException {
        if (isLong) {
            longOnes.free(longPage);
        }
        if (--size == 0) {
            pages.free(ring[ringFirst]);
            ringCount = 0;
        }
    }

    private void dropFirstPage() {
        int page = ring[ringFirst];
        pages.unpin(page);
        pages.free(page);
        ringFirst = (ringFirst + 1) & (ring.length - 1);
        ringCount--;
        readOffset = 0;
    }
}
