package io.plimsoll.cli.row;

import io.plimsoll.memory.access.RawMemory;
import java.io.Reader;

/**
 * Bytes in memory as characters of ISO 8859-1: each byte is one, so that what a parser cuts out can
 * be turned back into exactly the same bytes, whatever the text's real encoding.
 */
final class MemoryReader extends Reader {

    private long position;
    private final long end;

    MemoryReader(long start, long end) {
        this.position = start;
        this.end = end;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        int count = (int) Math.min(length, end - position);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        for (int i = 0; i < count; i++) {
            target[offset + i] = (char) (RawMemory.getByte(position + i) & 0xff);
        }
        position += count;
        return count;
    }

    @Override
    public void close() {}
}
