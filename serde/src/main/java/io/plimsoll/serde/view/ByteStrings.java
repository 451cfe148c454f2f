package io.plimsoll.serde.view;

import java.io.IOException;
import java.util.Arrays;

/** Byte strings whose announced length is not to be trusted. */
final class ByteStrings {

    /** Allocated on trust. Two pages: most values are smaller, and a lie costs next to nothing. */
    static final int TRUSTED_BYTES = 64 << 10;

    private ByteStrings() {}

    static byte[] read(DataInputView source, int length) throws IOException {
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

    static void checkLength(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length=" + length + " (expected at least 0)");
        }
    }
}
