package io.plimsoll.operators.join.row;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.partition.HashedRecord;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/**
 * One side of a result: a key and a payload that lie in memory of the join.
 *
 * <p>A payload larger than a page lies in several pieces; all others in one.
 */
public final class JoinRecord {

    private final int pageBytes;
    private long record;

    /** Creates one that is not present. */
    public JoinRecord(int pageBytes) {
        this.pageBytes = pageBytes;
    }

    /** Points it to a record in memory; to none, if 0. */
    public void set(long address) {
        record = address;
    }

    /** Whether there is a record on this side; nothing else may be asked of it if not. */
    public boolean isPresent() {
        return record != 0;
    }

    public int keyBytes() {
        return HashedRecord.keyBytes(record);
    }

    public long keyAddress() {
        return HashedRecord.keyAddress(record);
    }

    public long payloadBytes() {
        return HashedRecord.payloadBytes(record);
    }

    /** Whether the payload lies in one piece. */
    public boolean isWhole() {
        return !HashedRecord.isLarge(record);
    }

    /** Where the payload starts, or its first piece. */
    public long payloadAddress() {
        return HashedRecord.keyAddress(record) + HashedRecord.keyBytes(record);
    }

    /** Hands over the payload, a piece at a time. */
    public void forEachPayloadPiece(RecordPieces target) throws IOException {
        HashedRecord.forEachPayloadPiece(record, pageBytes, target);
    }

    /** Copies the payload into an array that has room for it. */
    public void copyPayload(byte[] target, int offset) {
        if (isWhole()) {
            RawMemory.copyToArray(payloadAddress(), target, offset, (int) payloadBytes());
            return;
        }
        int[] at = {offset};
        try {
            forEachPayloadPiece((address, lengthBytes) -> {
                RawMemory.copyToArray(address, target, at[0], (int) lengthBytes);
                at[0] += (int) lengthBytes;
            });
        } catch (IOException e) {
            throw new AssertionError("copying does no I/O", e);
        }
    }
}
