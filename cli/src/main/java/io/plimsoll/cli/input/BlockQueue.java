package io.plimsoll.cli.input;

import io.plimsoll.cli.input.framing.RecordFraming;
import io.plimsoll.cli.input.framing.RecordScan;
import io.plimsoll.cli.input.source.ByteSource;
import io.plimsoll.cli.input.source.InputFile;
import io.plimsoll.cli.input.source.ReadCounter;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands out inputs, one after the other, in blocks of whole records.
 *
 * <p>What follows the last whole record of a block is carried over to the next. A record that fits
 * in no block is handed out in parts to one claimer, while the others wait.
 *
 * <p>Any thread may claim; a block is its claimer's. Guarded by {@link #turn}.
 */
public final class BlockQueue implements AutoCloseable {

    private final List<InputFile> files;
    private final RecordFraming framing;
    private final FileStarts starts;
    private final int blockBytes;
    private final MemoryPool memory;
    private final List<MemorySegment> buffers = new ArrayList<>();
    private final ReadCounter counter = new ReadCounter();
    private final ReentrantLock turn = new ReentrantLock();

    private final MemorySegment carry;
    private int carryStart;
    private int carryEnd;

    private @Nullable ByteSource source;
    private int nextFile;
    private long blockNumber;
    private long sequence;
    private RecordScan part;
    private volatile boolean stopped;

    /**
     * Opens a queue, but no input yet.
     *
     * @param files the inputs, at least one
     * @param hasHeader whether each input starts with a record that is no data
     * @param blockBytes the size of a block
     * @param memory what blocks are charged to
     */
    public BlockQueue(
            List<InputFile> files,
            RecordFraming framing,
            boolean hasHeader,
            int blockBytes,
            MemoryPool memory)
            throws MemoryReservationException {
        this.files = List.copyOf(files);
        this.framing = framing;
        this.starts = new FileStarts(framing, hasHeader);
        this.part = framing.newScan();
        this.blockBytes = blockBytes;
        this.memory = memory;
        this.carry = allocate();
    }

    /** The memory that a queue takes with so many claimers. */
    public static long memoryBytes(int blockBytes, int claimers) {
        return (claimers + 1L) * blockBytes;
    }

    /** A block for one claimer. Not thread-safe. */
    public Block newBlock() throws MemoryReservationException {
        return new Block(allocate(), files.getFirst());
    }

    /** A buffer as large as a block, for whoever works on one. Not thread-safe. */
    public MemorySegment newBuffer() throws MemoryReservationException {
        return allocate();
    }

    /**
     * Reads what the first input starts with; an empty one has no header, the next one's counts.
     */
    public FileStarts readStarts() throws IOException {
        turn.lock();
        try {
            while (!starts.areSettled() && openNextFile()) {
                if (!starts.areSettled()) {
                    closeSource();
                }
            }
            return starts;
        } finally {
            turn.unlock();
        }
    }

    /** As {@link #readStarts}; where there is no header, the first record is kept. */
    public FileStarts readStartsAndFirstRecord() throws IOException {
        starts.wantFirstRecord();
        return readStarts();
    }

    /**
     * Fills a block.
     *
     * <p>After {@link Claim#PART} the claimer calls {@link #continuePart} until that says false.
     */
    public Claim claim(Block block) throws IOException {
        turn.lock();
        Claim claimed = null;
        try {
            claimed = stopped ? Claim.END : fill(block);
            return claimed;
        } finally {
            if (claimed != Claim.PART) {
                turn.unlock();
            }
        }
    }

    /**
     * Fills a block with what follows in the record that is handed out in parts.
     *
     * @return whether more of the record follows; if not, the byte that ended it is not in the
     *     block
     */
    public boolean continuePart(Block block) throws IOException {
        boolean more = false;
        try {
            long end = readInto(block);
            long recordEnd = part.find(block.address(), end);
            if (recordEnd != RecordScan.NONE) {
                carryOver(recordEnd, end);
                block.setEnd(Math.max(block.address(), recordEnd - 1));
                sequence += recordEnd - block.address();
            } else {
                more = source != null;
                block.setEnd(end);
                sequence += end - block.address();
            }
            return more;
        } finally {
            if (!more) {
                turn.unlock();
            }
        }
    }

    /** Lets go of a record that is handed out in parts, of which the claimer wants no more. */
    public void abandonPart() {
        if (turn.isHeldByCurrentThread()) {
            turn.unlock();
        }
    }

    /** Lets the input end before the next block. */
    public void stop() {
        stopped = true;
    }

    /** How many bytes were read, as they are stored. */
    public long storedBytesRead() {
        return counter.bytes();
    }

    /** How many bytes were handed out, uncompressed. */
    public long bytes() {
        turn.lock();
        try {
            return sequence;
        } finally {
            turn.unlock();
        }
    }

    /** Closes the open input and gives the blocks' memory back. Requires: nobody claims. */
    @Override
    public void close() throws IOException {
        buffers.forEach(buffer -> {
            memory.unreserve(buffer.size());
            buffer.free();
        });
        buffers.clear();
        closeSource();
    }

    private Claim fill(Block block) throws IOException {
        while (carryEnd > carryStart || source != null || openNextFile()) {
            long end = readInto(block);
            if (end == block.address()) {
                continue;
            }
            block.setPlace(files.get(nextFile - 1), nextFile - 1, blockNumber++, sequence);
            if (source == null) {
                block.setEnd(end);
                sequence += end - block.address();
                return Claim.RECORDS;
            }
            long recordsEnd = framing.lastRecordEnd(block.address(), end);
            if (recordsEnd == block.address()) {
                part = framing.newScan();
                part.find(block.address(), end);
                block.setEnd(end);
                sequence += end - block.address();
                return Claim.PART;
            }
            carryOver(recordsEnd, end);
            block.setEnd(recordsEnd);
            sequence += recordsEnd - block.address();
            return Claim.RECORDS;
        }
        return Claim.END;
    }

    /** Fills a block with what was carried over and what follows it, and says where that ends. */
    private long readInto(Block block) throws IOException {
        int carried = carryEnd - carryStart;
        RawMemory.copy(carry.getAddress() + carryStart, block.address(), carried);
        carryStart = 0;
        carryEnd = 0;
        return readTo(block.address() + carried, block.address() + block.capacityBytes());
    }

    /** Reads until memory is full or the input ends, which is closed then. */
    private long readTo(long from, long limit) throws IOException {
        ByteSource open = source;
        long end = from;
        try {
            while (open != null && end < limit) {
                int read = open.read(end, (int) (limit - end));
                if (read < 0) {
                    closeSource();
                    return end;
                }
                end += read;
            }
            return end;
        } catch (IOException e) {
            throw files.get(nextFile - 1).failure(e);
        }
    }

    private void carryOver(long from, long end) {
        carryStart = 0;
        carryEnd = (int) (end - from);
        RawMemory.copy(from, carry.getAddress(), carryEnd);
    }

    private boolean openNextFile() throws IOException {
        if (nextFile == files.size()) {
            return false;
        }
        source = files.get(nextFile++).open(counter);
        if (starts.areExpected()) {
            skipStart(files.get(nextFile - 1));
        }
        return true;
    }

    private void skipStart(InputFile file) throws IOException {
        long start = carry.getAddress();
        long end = readTo(start, start + blockBytes);
        carryStart = (int) (starts.take(file, start, end, source == null) - start);
        carryEnd = (int) (end - start);
        sequence += carryStart;
    }

    private void closeSource() throws IOException {
        ByteSource open = source;
        source = null;
        if (open != null) {
            open.close();
        }
    }

    private MemorySegment allocate() throws MemoryReservationException {
        memory.reserve(blockBytes);
        MemorySegment buffer = MemorySegmentFactory.allocateUnpooledOffHeapMemory(blockBytes);
        buffers.add(buffer);
        return buffer;
    }
}
