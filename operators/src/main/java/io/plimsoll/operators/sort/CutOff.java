package io.plimsoll.operators.sort;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.record.EntryIndex;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.run.RunBuilder;
import io.plimsoll.operators.run.SortSettings;
import java.util.PriorityQueue;

/**
 * Tells which records can't be among the first ones, of which only so many are wanted.
 *
 * <p>Of each run that is written, the prefix words of some records are kept, with how many records
 * come before each. As soon as those below a word are as many as are wanted, whatever has a larger
 * word is discarded as it comes (Chronis, Do, Graefe and Peters, "External Merge Sort for Top-K
 * Queries", 2020). So input beyond the first memory full mostly costs a comparison, also where more
 * records are wanted than fit in memory.
 *
 * <p>Any thread: the chunks are guarded by {@code this}, the word is volatile.
 */
final class CutOff {

    private static final int CHUNKS_PER_RUN = 16;
    private static final long NONE = -1L;

    /** So many records of a run, none of which has a larger word. */
    private record Chunk(long lastWord, long records) {}

    private final SortSettings settings;
    private final PriorityQueue<Chunk> chunks =
            new PriorityQueue<>((a, b) -> Long.compareUnsigned(b.lastWord, a.lastWord));
    private long inChunks;
    private volatile long word = NONE;

    CutOff(SortSettings settings) {
        this.settings = settings;
    }

    /** Whether no record is wanted that starts with such a key. */
    boolean excludes(byte[] key, int offset, int lengthBytes) {
        long last = word;
        return last != NONE && Long.compareUnsigned(leastWord(key, offset, lengthBytes), last) > 0;
    }

    /** Whether a record isn't wanted whose bytes are all key. */
    boolean excludes(long address, int lengthBytes) {
        long last = word;
        if (last == NONE) {
            return false;
        }
        long bits = 0;
        for (int i = 0; i < Math.min(lengthBytes, Long.BYTES); i++) {
            bits |= (RawMemory.getByte(address + i) & 0xffL) << shift(i);
        }
        return Long.compareUnsigned(leastWord(bits, lengthBytes), last) > 0;
    }

    /** Notes a sorted builder that is about to be written. Its words aren't used. */
    synchronized void note(RunBuilder sorted) {
        // Other runs may have the same records: then only a run of its own tells anything.
        if (settings.distinct() || settings.limit() == Long.MAX_VALUE) {
            return;
        }
        EntryIndex entries = sorted.entries();
        int wanted = (int) Math.min(entries.size(), settings.limit());
        int done = 0;
        for (int chunk = 1; chunk <= CHUNKS_PER_RUN; chunk++) {
            int end = (int) ((long) wanted * chunk / CHUNKS_PER_RUN);
            if (end > done) {
                add(wordOf(sorted, entries.recordAddress(end - 1)), end - done);
                done = end;
            }
        }
    }

    /** Notes the last record of a run that is as long as is wanted. */
    synchronized void noteLast(RunBuilder sorted, long record) {
        lower(wordOf(sorted, record));
    }

    private void add(long lastWord, long records) {
        chunks.add(new Chunk(lastWord, records));
        inChunks += records;
        for (Chunk last = chunks.peek();
                last != null && inChunks - last.records >= settings.limit();
                last = chunks.peek()) {
            chunks.remove();
            inChunks -= last.records;
        }
        Chunk last = chunks.peek();
        if (last != null && inChunks >= settings.limit()) {
            lower(last.lastWord);
        }
    }

    private void lower(long lastWord) {
        if (Long.compareUnsigned(lastWord, word) < 0) {
            word = lastWord;
        }
    }

    private long wordOf(RunBuilder run, long record) {
        long length = RecordLayout.lengthBytes(record);
        long inPiece = run.heap().pieceBytes(record, 0);
        return inPiece >= Math.min(length, Long.BYTES)
                ? settings.order().prefixWord(settings.layout().bytesAddress(record), length)
                : run.wordAcrossPieces(record);
    }

    private long leastWord(byte[] key, int offset, int lengthBytes) {
        long bits = 0;
        for (int i = 0; i < Math.min(lengthBytes, Long.BYTES); i++) {
            bits |= (key[offset + i] & 0xffL) << shift(i);
        }
        return leastWord(bits, lengthBytes);
    }

    /** What follows a short key isn't known: it counts as what comes first. */
    private long leastWord(long ascendingBits, int lengthBytes) {
        long unknown = lengthBytes >= Long.BYTES ? 0 : -1L >>> (Byte.SIZE * lengthBytes);
        return settings.order()
                .flip(settings.order().isDescending() ? ascendingBits | unknown : ascendingBits);
    }

    private static int shift(int index) {
        return Long.SIZE - Byte.SIZE * (index + 1);
    }
}
