package io.plimsoll.operators.estimate;

/**
 * How much an operator is to work on, as far as that is known.
 *
 * @param records how many records there are
 * @param keyBytes how long a record's key is on average, as bytes that are compared
 * @param payloadBytes how long the rest of it is on average, as it is serialized
 */
public record InputSize(long records, long keyBytes, long payloadBytes) {

    /** Checks the numbers. */
    public InputSize {
        if (records < 0 || keyBytes < 0 || payloadBytes < 0) {
            throw new IllegalArgumentException(
                    "records=%d, keyBytes=%d, payloadBytes=%d (expected 0 or more)"
                            .formatted(records, keyBytes, payloadBytes));
        }
    }

    /** The bytes of one record. */
    public long recordBytes() {
        return keyBytes + payloadBytes;
    }

    /** The bytes of all records. */
    public double totalBytes() {
        return (double) records * recordBytes();
    }
}
