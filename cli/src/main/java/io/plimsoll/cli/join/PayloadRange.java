package io.plimsoll.cli.join;

import io.plimsoll.operators.join.row.JoinRecord;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/** A range of a payload that comes in pieces. For one use. */
final class PayloadRange implements RecordPieces {

    private final RecordPieces target;
    private long skip;
    private long left;

    private PayloadRange(long fromBytes, long lengthBytes, RecordPieces target) {
        this.skip = fromBytes;
        this.left = lengthBytes;
        this.target = target;
    }

    /** Hands over a range of a record's payload. */
    static void read(JoinRecord record, long fromBytes, long lengthBytes, RecordPieces target)
            throws IOException {
        if (record.isWhole()) {
            target.accept(record.payloadAddress() + fromBytes, lengthBytes);
        } else {
            record.forEachPayloadPiece(new PayloadRange(fromBytes, lengthBytes, target));
        }
    }

    @Override
    public void accept(long address, long lengthBytes) throws IOException {
        long skipped = Math.min(skip, lengthBytes);
        skip -= skipped;
        long taken = Math.min(left, lengthBytes - skipped);
        left -= taken;
        if (taken > 0) {
            target.accept(address + skipped, taken);
        }
    }
}
