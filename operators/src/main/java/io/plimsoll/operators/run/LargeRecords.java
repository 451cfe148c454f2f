package io.plimsoll.operators.run;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.operators.run.MergeSource.RecordReader;
import java.io.IOException;

/** Compares records that don't lie in one piece, in memory that doesn't depend on their size. */
public final class LargeRecords {

    private LargeRecords() {}

    /** Compares the current records of two sources, ascending. */
    public static int compare(MergeSource left, MergeSource right) throws IOException {
        int compared = compareStarts(left, right, Long.MAX_VALUE);
        return compared != 0 ? compared : Long.compare(left.lengthBytes, right.lengthBytes);
    }

    /** Compares the first bytes of two sources' current records, as far as both have them. */
    public static int compareStarts(MergeSource left, MergeSource right, long bytes)
            throws IOException {
        long end = Math.min(bytes, Math.min(left.lengthBytes, right.lengthBytes));
        long inFirstPieces = Math.min(end, Math.min(left.pieceBytes, right.pieceBytes));
        int compared =
                RawComparison.compareUnsigned(
                        left.bytesAddress, inFirstPieces, right.bytesAddress, inFirstPieces);
        if (compared != 0 || inFirstPieces == end) {
            return compared;
        }
        try (RecordReader leftReader = left.reread();
                RecordReader rightReader = right.reread()) {
            return comparePieces(leftReader, rightReader, end);
        }
    }

    private static int comparePieces(RecordReader left, RecordReader right, long bytes)
            throws IOException {
        long leftDone = 0;
        long rightDone = 0;
        for (long done = 0; done < bytes; ) {
            if (leftDone == done) {
                left.next();
                leftDone += left.lengthBytes();
            }
            if (rightDone == done) {
                right.next();
                rightDone += right.lengthBytes();
            }
            long piece = Math.min(bytes, Math.min(leftDone, rightDone)) - done;
            long leftAddress = left.address() + left.lengthBytes() - (leftDone - done);
            long rightAddress = right.address() + right.lengthBytes() - (rightDone - done);
            int compared = RawComparison.compareUnsigned(leftAddress, piece, rightAddress, piece);
            if (compared != 0) {
                return compared;
            }
            done += piece;
        }
        return 0;
    }
}
