package io.plimsoll.operators.cache.segment;

/** An entry that has left a cache. The arrays are its own. */
public final class Departure {

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

    private final byte[] key;
    private final byte[] value;
    private final Reason reason;

    Departure(byte[] key, byte[] value, Reason reason) {
        this.key = key;
        this.value = value;
        this.reason = reason;
    }

    /** Its key, serialized. */
    public byte[] key() {
        return key;
    }

    /** Its value, serialized. */
    public byte[] value() {
        return value;
    }

    /** Why it left. */
    public Reason reason() {
        return reason;
    }
}
