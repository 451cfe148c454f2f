package io.plimsoll.serde.key;

/**
 * Writes the sort order of a record as bytes.
 *
 * <p>The bytes of two records, compared unsigned and lexicographically, must order as the records
 * do, and they must be prefix-free: the bytes of one record are never the beginning of those of a
 * record that is not equal to it. {@link NormalizedKeys} has encodings with both properties; any
 * sequence of them has both again. {@link SortKey} composes them.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface NormalizedKey<T> {

    /**
     * Appends the key of {@code record} to {@code sink}; what the sink already holds is left alone.
     *
     * @param record the record, not changed
     * @param sink where the bytes go
     */
    void put(T record, KeySink sink);
}
