package io.plimsoll.serde.encoding;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/** Byte strings whose announced length is not to be trusted. */
public final class ByteStrings {

    /** Allocated on trust. Two pages: most values are smaller, and a lie costs next to nothing. */
    public static final int TRUSTED_BYTES = 64 << 10;

    private ByteStrings() {}

    /**
     * Reads exactly {@code length} bytes, into an array that grows with what is read.
     *
     * @throws java.io.EOFException if there are not that many
     * @throws IllegalArgumentException if {@code length} is negative
     */
    public static byte[] read(DataInput source, int length) throws IOException {
        checkLength(length);
        byte[] bytes = new byte[Math.min(length, TRUSTED_BYTES)];
        source.readFully(bytes, 0, bytes.length);
        while (bytes.length < length) {
            int known = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * known));
            source.readFully(bytes, known, bytes.length - known);
        }
        return bytes;
    }

    /** Refuses a length that is negative. */
    public static void checkLength(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length=" + length + " (expected at least 0)");
        }
    }
}
