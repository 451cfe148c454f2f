package io.plimsoll.operators.record;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;

/** Compares records of one {@link RecordHeap} from an offset on. Not thread-safe. */
public final class RecordComparison {

    private final RecordHeap heap;
    private final RecordOrder order;

    public RecordComparison(RecordHeap heap, RecordOrder order) {
        this.heap = heap;
        this.order = order;
    }

    /** Compares two records in the sorter's order; their bytes before {@code from} are equal. */
    public int compare(long left, long right, long from) {
        if (RecordLayout.isLarge(left) || RecordLayout.isLarge(right)) {
            return order.apply(compareLarge(left, right, from));
        }
        return order.apply(
                RawComparison.compareUnsigned(
                        heap.pieceAddress(left, from),
                        RecordLayout.lengthBytes(left) - from,
                        heap.pieceAddress(right, from),
                        RecordLayout.lengthBytes(right) - from));
    }

    /**
     * The offset of the first byte in which two records differ.
     *
     * @return from {@code from} to {@code to}, or the shorter record's length if that is less
     */
    public long mismatch(long left, long right, long from, long to) {
        long end =
                Math.min(
                        to,
                        Math.min(RecordLayout.lengthBytes(left), RecordLayout.lengthBytes(right)));
        long offset = from;
        while (offset < end) {
            long piece = commonPiece(left, right, offset, end);
            long at =
                    RawComparison.mismatch(
                            heap.pieceAddress(left, offset),
                            heap.pieceAddress(right, offset),
                            piece);
            if (at >= 0) {
                return offset + at;
            }
            offset += piece;
        }
        return Math.min(offset, end);
    }

    /** The prefix word at an offset of a record whose bytes there are not in one piece. */
    public long wordAcrossPieces(long record, long offset) {
        long length = RecordLayout.lengthBytes(record);
        long word = 0;
        for (long at = offset; at < offset + Long.BYTES; at++) {
            int next = at < length ? RawMemory.getByte(heap.pieceAddress(record, at)) & 0xff : 0;
            word = word << Byte.SIZE | next;
        }
        return order.flip(word);
    }

    private int compareLarge(long left, long right, long from) {
        long leftLength = RecordLayout.lengthBytes(left);
        long rightLength = RecordLayout.lengthBytes(right);
        long at = mismatch(left, right, from, Long.MAX_VALUE);
        if (at < Math.min(leftLength, rightLength)) {
            return Byte.compareUnsigned(
                    RawMemory.getByte(heap.pieceAddress(left, at)),
                    RawMemory.getByte(heap.pieceAddress(right, at)));
        }
        return Long.compare(leftLength, rightLength);
    }

    private long commonPiece(long left, long right, long offset, long end) {
        long pieces = Math.min(heap.pieceBytes(left, offset), heap.pieceBytes(right, offset));
        return Math.min(pieces, end - offset);
    }
}
