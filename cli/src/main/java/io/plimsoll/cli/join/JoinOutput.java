package io.plimsoll.cli.join;

import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes results as rows: those of one thread go to a buffer of its own, and together to the
 * output.
 *
 * <p>For one thread at a time.
 */
final class JoinOutput implements JoinConsumer {

    private static final byte[] EMPTY_VALUE = {'"', '"'};

    private final BackgroundOutput out;
    private final ReentrantLock turn;
    private final ResultShape shape;
    private final long start;
    private final long limit;
    private final byte[] lineEnd;
    private long position;
    private long rows;
    private boolean direct;

    /**
     * @param turn whose turn it is to write to the output
     */
    JoinOutput(BackgroundOutput out, ReentrantLock turn, ResultShape shape, MemorySegment buffer) {
        this.out = out;
        this.turn = turn;
        this.shape = shape;
        this.lineEnd = shape.lineEnd().getBytes(StandardCharsets.US_ASCII);
        this.start = buffer.getAddress();
        this.limit = start + buffer.size();
        this.position = start;
    }

    /** How many rows there were. */
    long rows() {
        return rows;
    }

    @Override
    public void accept(JoinRecord left, JoinRecord right) throws IOException {
        long maxBytes = shape.maxOtherBytes();
        maxBytes += left.isPresent() ? left.payloadBytes() : 0;
        maxBytes += right.isPresent() ? right.payloadBytes() : 0;
        if (maxBytes > limit - position) {
            flush();
        }
        rows++;
        direct = maxBytes > limit - start;
        if (!direct) {
            writeRow(left, right);
            return;
        }
        turn.lock();
        try {
            writeRow(left, right);
        } finally {
            turn.unlock();
        }
    }

    /** Hands what is in the buffer to the output. */
    void flush() throws IOException {
        if (position == start) {
            return;
        }
        turn.lock();
        try {
            out.write(start, position - start);
            position = start;
        } finally {
            turn.unlock();
        }
    }

    private void writeRow(JoinRecord left, JoinRecord right) throws IOException {
        long written = 0;
        if (left.isPresent()) {
            written = left.payloadBytes();
            PayloadRange.read(left, 0, written, this::put);
        } else {
            written = writeKeysOf(right);
        }
        if (shape.restCount() > 0) {
            put(shape.delimiter());
            written += 1 + (right.isPresent() ? writeRestOf(right) : writeEmptyRest());
        }
        if (written == 0 && shape.csv()) {
            // An empty line would be no row.
            put(EMPTY_VALUE);
        }
        put(lineEnd);
    }

    private long writeRestOf(JoinRecord right) throws IOException {
        long from = shape.keysInFront() ? keysBytes(right) : 0;
        long length = right.payloadBytes() - from;
        PayloadRange.read(right, from, length, this::put);
        return length;
    }

    private long writeEmptyRest() throws IOException {
        for (int i = 1; i < shape.restCount(); i++) {
            put(shape.delimiter());
        }
        return shape.restCount() - 1L;
    }

    /** The columns of LEFT where it has no row: empty, but for the keys, which are RIGHT's. */
    private long writeKeysOf(JoinRecord right) throws IOException {
        long written = 0;
        int[] lengths = keyLengths(right);
        for (int column = 0; column < shape.leftCount(); column++) {
            if (column > 0) {
                put(shape.delimiter());
                written++;
            }
            int key = shape.keyOfLeftColumn(column);
            if (key >= 0) {
                long from = (long) lengths.length * Integer.BYTES;
                for (int i = 0; i < key; i++) {
                    from += lengths[i];
                }
                PayloadRange.read(right, from, lengths[key], this::put);
                written += lengths[key];
            }
        }
        return written;
    }

    private long keysBytes(JoinRecord right) throws IOException {
        int[] lengths = keyLengths(right);
        long bytes = (long) lengths.length * Integer.BYTES;
        for (int length : lengths) {
            bytes += length;
        }
        return bytes;
    }

    private int[] keyLengths(JoinRecord right) throws IOException {
        int count = shape.keyCount();
        byte[] bytes = new byte[count * Integer.BYTES];
        int[] filled = {0};
        PayloadRange.read(
                right,
                0,
                bytes.length,
                (address, length) -> {
                    RawMemory.copyToArray(address, bytes, filled[0], (int) length);
                    filled[0] += (int) length;
                });
        int[] lengths = new int[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asIntBuffer().get(lengths);
        return lengths;
    }

    private void put(long address, long lengthBytes) throws IOException {
        if (direct) {
            out.write(address, lengthBytes);
        } else {
            RawMemory.copy(address, position, lengthBytes);
            position += lengthBytes;
        }
    }

    private void put(byte value) throws IOException {
        if (direct) {
            out.write(value);
        } else {
            RawMemory.putByte(position++, value);
        }
    }

    private void put(byte[] value) throws IOException {
        if (direct) {
            out.write(value);
        } else {
            RawMemory.copyFromArray(value, 0, position, value.length);
            position += value.length;
        }
    }
}
