package io.plimsoll.operators.run;

import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.record.RecordOrder;

/**
 * What a sorter was asked for.
 *
 * @param layout how its records lie in pages
 * @param order ascending or descending, over the whole record
 * @param stable whether a sequence number stands between key and payload, so that records with
 *     equal keys keep the order in which they came
 * @param distinct whether of records with equal keys only the first is kept
 * @param limit how many records are wanted, the first ones
 */
public record SortSettings(
        RecordLayout layout, RecordOrder order, boolean stable, boolean distinct, long limit) {

    public static final int SEQUENCE_BYTES = Long.BYTES;

    /** How many bytes of a key, as stored, decide whether two records are duplicates. */
    public long distinctBytes(long keyBytes) {
        return stable ? keyBytes - SEQUENCE_BYTES : keyBytes;
    }
}
