package io.plimsoll.operators.cache.segment;

/**
 * An entry that has left a cache.
 *
 * @param key its key, serialized
 * @param value its value, serialized
 * @param reason why it left
 */
public record Departure(byte[] key, byte[] value, Reason reason) {

    /** Why an entry leaves. */
    public enum Reason {
        /** Its user removed it. */
        REMOVED,
        /** Its user wrote another value. */
        REPLACED,
        /** Its time was over. */
        EXPIRED,
        /** It made room for another entry. */
        EVICTED,
        /** It made room for others who share the memory. */
        RECALLED
    }
}
