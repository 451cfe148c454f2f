package io.plimsoll.serde.key;

/** A key needs more bytes than its {@link KeySink} was allowed to hold. */
public final class KeyTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long keyBytes;
    private final int maxBytes;

    KeyTooLongException(long keyBytes, int maxBytes) {
        super("keyBytes=" + keyBytes + " (expected at most " + maxBytes + ")");
        this.keyBytes = keyBytes;
        this.maxBytes = maxBytes;
    }

    /** Returns the number of bytes that the key had reached when it was refused, at least. */
    public long keyBytes() {
        return keyBytes;
    }

    /** Returns the limit of the sink in bytes. */
    public int maxBytes() {
        return maxBytes;
    }
}
