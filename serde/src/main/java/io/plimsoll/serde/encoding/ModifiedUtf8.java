package io.plimsoll.serde.encoding;

import java.io.DataOutput;
import java.io.IOException;
import java.io.UTFDataFormatException;

/**
 * The text format of {@link DataOutput#writeUTF}: UTF-16 units in one to three bytes each, the unit
 * 0 in two.
 */
public final class ModifiedUtf8 {

    private static final int MAX_SHORT_BYTES = 0xFFFF;

    private ModifiedUtf8() {}

    /**
     * Writes the length in two bytes, then the text.
     *
     * @throws UTFDataFormatException if it takes more than 65535 bytes
     */
    public static void write(DataOutput target, String text) throws IOException {
        long bytes = encodedLength(text);
        if (bytes > MAX_SHORT_BYTES) {
            throw tooLong(bytes, MAX_SHORT_BYTES);
        }
        target.writeShort((int) bytes);
        writeUnits(target, text);
    }

    /**
     * Writes the length in four bytes, then the text.
     *
     * @throws UTFDataFormatException if it takes 2 GiB or more
     */
    public static void writeLong(DataOutput target, String text) throws IOException {
        long bytes = encodedLength(text);
        if (bytes > Integer.MAX_VALUE) {
            throw tooLong(bytes, Integer.MAX_VALUE);
        }
        target.writeInt((int) bytes);
        writeUnits(target, text);
    }

    private static UTFDataFormatException tooLong(long bytes, int maxBytes) {
        return new UTFDataFormatException(
                "encodedBytes=" + bytes + " (expected at most " + maxBytes + ")");
    }

    private static long encodedLength(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c >= 0x01 && c <= 0x7F ? 1 : c <= 0x7FF ? 2 : 3;
        }
        return bytes;
    }

    private static void writeUnits(DataOutput target, String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x01 && c <= 0x7F) {
                target.writeByte(c);
            } else if (c <= 0x7FF) {
                target.writeByte(0xC0 | (c >> 6));
                target.writeByte(0x80 | (c & 0x3F));
            } else {
                target.writeByte(0xE0 | (c >> 12));
                target.writeByte(0x80 | ((c >> 6) & 0x3F));
                target.writeByte(0x80 | (c & 0x3F));
            }
        }
    }

    /**
     * Decodes what is behind the length.
     *
     * @throws UTFDataFormatException if it is not modified UTF-8
     */
    public static String decode(byte[] bytes) throws UTFDataFormatException {
        char[] chars = new char[bytes.length];
        int count = 0;
        for (int i = 0; i < bytes.length; ) {
            int first = bytes[i] & 0xFF;
            int length = first < 0x80 ? 1 : first >> 5 == 0b110 ? 2 : first >> 4 == 0b1110 ? 3 : 0;
            if (length == 0 || i + length > bytes.length) {
                throw malformed(i);
            }
            int unit = length == 1 ? first : first & (0x7F >> length);
            for (int k = 1; k < length; k++) {
                int next = bytes[i + k];
                if ((next & 0xC0) != 0x80) {
                    throw malformed(i + k);
                }
                unit = (unit << 6) | (next & 0x3F);
            }
            chars[count++] = (char) unit;
            i += length;
        }
        return new String(chars, 0, count);
    }

    private static UTFDataFormatException malformed(int index) {
        return new UTFDataFormatException("index=" + index + " of a text is not modified UTF-8");
    }
}
