package io.plimsoll.serde.encoding;

import java.io.DataOutput;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8, with one liberty: a surrogate without its partner, which UTF-8 has no bytes for but a
 * String may hold, takes three bytes like its neighbours (this is known as WTF-8). Reading is
 * strict: no overlong forms, no pair of surrogates in six bytes, nothing above U+10FFFF.
 */
public final class Utf8 {

    /** The most bytes that a character takes. */
    public static final int MAX_BYTES_PER_CHAR = 3;

    /** Texts of so many characters need one byte for their length, whatever the characters are. */
    public static final int MAX_CHARS_OF_ONE_BYTE_LENGTH = 0x7F / MAX_BYTES_PER_CHAR;

    /** Characters encoded at a time where there is no buffer for the whole text. */
    private static final int CHUNK_CHARS = 256;

    /** Holds a chunk, which a pair of surrogates may prolong by one character. */
    public static final int CHUNK_BYTES = (CHUNK_CHARS + 1) * MAX_BYTES_PER_CHAR;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Utf8() {}

    /** Returns the number of bytes that {@code text} takes. */
    public static int encodedLength(String text) throws UTFDataFormatException {
        int chars = text.length();
        long bytes = 0;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (isPair(text, i, chars)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new UTFDataFormatException(
                    "utf8Bytes=" + bytes + " (expected at most " + Integer.MAX_VALUE + ")");
        }
        return (int) bytes;
    }

    /** Writes length and text to any output. */
    public static void write(DataOutput target, String text) throws IOException {
        VarNumbers.writeLong(target, encodedLength(text));
        writeChunks(target, text, new byte[CHUNK_BYTES]);
    }

    /** Writes a text piecewise through {@code chunk}, an array of {@link #CHUNK_BYTES}. */
    public static void writeChunks(DataOutput target, String text, byte[] chunk)
            throws IOException {
        int chars = text.length();
        for (int from = 0; from < chars; ) {
            int to = Math.min(chars, from + CHUNK_CHARS);
            if (isPair(text, to - 1, chars)) {
                to++;
            }
            target.write(chunk, 0, encode(text, from, to, chunk, 0));
            from = to;
        }
    }

    /**
     * Encodes the length and the bytes of a text of up to {@link #MAX_CHARS_OF_ONE_BYTE_LENGTH}
     * characters to an array with room for both, and returns the index behind them.
     */
    public static int encodeWithLength(String text, byte[] target, int offset) {
        int from = offset + 1;
        int end = encode(text, 0, text.length(), target, from);
        target[offset] = (byte) (end - from);
        return end;
    }

    /** Encodes a part of a text to an array with room for it and returns the index behind it. */
    public static int encode(String text, int from, int to, byte[] target, int offset) {
        int at = offset;
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = trailing(c);
            } else if (isPair(text, i - 1, to)) {
                int codePoint = Character.toCodePoint(c, text.charAt(i++));
                target[at++] = (byte) (0xF0 | (codePoint >> 18));
                target[at++] = trailing(codePoint >> 12);
                target[at++] = trailing(codePoint >> 6);
                target[at++] = trailing(codePoint);
            } else {
                target[at++] = (byte) (0xE0 | (c >> 12));
                target[at++] = trailing(c >> 6);
                target[at++] = trailing(c);
            }
        }
        return at;
    }

    private static boolean isPair(String text, int at, int end) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < end
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static byte trailing(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    /**
     * Decodes {@code length} bytes.
     *
     * @throws MalformedBytesException if they are not what {@link #encode} writes
     */
    public static String decode(byte[] source, int offset, int length)
            throws MalformedBytesException {
        if (isAscii(source, offset, length)) {
            return new String(source, offset, length, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[length];
        int end = offset + length;
        int count = 0;
        for (int i = offset; i < end; ) {
            int bytes = sequenceLength(source[i]);
            int codePoint = i + bytes <= end ? codePoint(source, i, bytes) : -1;
            if (codePoint < 0 || isSplitPair(chars, count, codePoint)) {
                throw new MalformedBytesException(
                        "utf8="
                                + Integer.toHexString(source[i] & 0xFF)
                                + " at "
                                + (i - offset)
                                + " of "
                                + length
                                + " (expected well-formed UTF-8)");
            }
            count += Character.toChars(codePoint, chars, count);
            i += bytes;
        }
        return new String(chars, 0, count);
    }

    private static boolean isAscii(byte[] source, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            if (((long) LONG.get(source, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < end; i++) {
            if (source[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static int sequenceLength(byte first) {
        if (first >= 0) {
            return 1;
        }
        // 110..... begins two bytes, 1110.... three, 11110... four; all else is refused by
        // codePoint().
        return Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
    }

    /** Returns the code point that {@code bytes} bytes make up, or -1 if they make up none. */
    private static int codePoint(byte[] source, int at, int bytes) {
        int first = source[at];
        if (first >= 0) {
            return first;
        }
        if (bytes < 2 || bytes > 4) {
            return -1;
        }
        int value = first & (0x7F >> bytes);
        for (int i = 1; i < bytes; i++) {
            byte next = source[at + i];
            if ((next & 0xC0) != 0x80) {
                return -1;
            }
            value = (value << 6) | (next & 0x3F);
        }
        int min = bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : Character.MIN_SUPPLEMENTARY_CODE_POINT;
        return value < min || value > Character.MAX_CODE_POINT ? -1 : value;
    }

    /** Returns whether a low surrogate follows a high one that was not written together with it. */
    private static boolean isSplitPair(char[] chars, int count, int codePoint) {
        return codePoint >= Character.MIN_LOW_SURROGATE
                && codePoint <= Character.MAX_LOW_SURROGATE
                && count > 0
                && Character.isHighSurrogate(chars[count - 1]);
    }
}
