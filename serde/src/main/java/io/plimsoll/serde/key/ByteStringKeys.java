package io.plimsoll.serde.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Keys of byte strings and texts: the bytes themselves, then one byte 0 that ends them.
 *
 * <pre>
 *   byte    0      1      2..255   end
 *   key     1 1    1 2    itself   0
 * </pre>
 *
 * <p>The end is smaller than anything that can stand in its place, so that a string sorts before
 * its extensions; and as 0 stands nowhere else, no key is the prefix of another. Texts seldom hold
 * the control characters 0 and 1: the key costs one byte more than the text.
 */
final class ByteStringKeys {

    private static final int END = 0;
    private static final int ESCAPE = 1;
    private static final int FIRST_UNESCAPED = 2;

    /** Characters encoded between two checks for room; bounds the room asked for in advance. */
    private static final int CHUNK_CHARS = 1024;

    private static final int MAX_BYTES_PER_CHAR = 3;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = LOW_BITS << 7;

    private ByteStringKeys() {}

    /** Turns the raw bytes from {@code from} to the end of the sink into a key. */
    static void escapeAndTerminate(KeySink sink, int from) {
        int to = sink.length();
        int first = indexOfEscaped(sink.array(), from, to);
        if (first < to) {
            escape(sink, first, to);
        }
        sink.putByte(END);
    }

    /** Returns the index of the first byte below 2, or {@code to}. */
    private static int indexOfEscaped(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONG.get(bytes, i);
            // Subtracting 2 borrows into the high bit of a byte exactly where that byte was below
            // 2, or
            // above such a byte; either way the loop below finds the first one.
            if (((word - FIRST_UNESCAPED * LOW_BITS) & ~word & HIGH_BITS) != 0) {
                break;
            }
        }
        while (i < to && (bytes[i] & 0xFF) >= FIRST_UNESCAPED) {
            i++;
        }
        return i;
    }

    /** Spreads {@code from..to} from its end backwards, so that nothing is overwritten unread. */
    private static void escape(KeySink sink, int from, int to) {
        int escapes = 0;
        byte[] unescaped = sink.array();
        for (int i = from; i < to; i++) {
            escapes += (unescaped[i] & 0xFF) < FIRST_UNESCAPED ? 1 : 0;
        }
        sink.append(escapes);
        byte[] bytes = sink.array();
        int target = to + escapes;
        for (int i = to - 1; i >= from; i--) {
            byte value = bytes[i];
            if ((value & 0xFF) < FIRST_UNESCAPED) {
                bytes[--target] = (byte) (value + 1);
                bytes[--target] = ESCAPE;
            } else {
                bytes[--target] = value;
            }
        }
        assert target == from : "target=" + target + " (expected " + from + ")";
    }

    /**
     * Appends a text as UTF-8. A surrogate without its partner is written in three bytes like any
     * other character, which keeps all strings apart and in the order of their code points.
     */
    static void putString(KeySink sink, String text) {
        int chars = text.length();
        for (int from = 0; from < chars; ) {
            int to = Math.min(chars, from + CHUNK_CHARS);
            if (to < chars && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++; // keeps a pair of surrogates in one chunk
            }
            putChunk(sink, text, from, to);
            from = to;
        }
        sink.putByte(END);
    }

    private static void putChunk(KeySink sink, String text, int from, int to) {
        int at = sink.reserve((to - from) * MAX_BYTES_PER_CHAR);
        byte[] bytes = sink.array();
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c < 0x80) {
                if (c < FIRST_UNESCAPED) {
                    bytes[at++] = ESCAPE;
                    bytes[at++] = (byte) (c + 1);
                } else {
                    bytes[at++] = (byte) c;
                }
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && i < to
                    && Character.isLowSurrogate(text.charAt(i))) {
                at = putSupplementary(bytes, at, Character.toCodePoint(c, text.charAt(i++)));
            } else {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        sink.commit(at);
    }

    private static int putSupplementary(byte[] bytes, int at, int codePoint) {
        bytes[at] = (byte) (0xF0 | (codePoint >> 18));
        bytes[at + 1] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[at + 2] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[at + 3] = (byte) (0x80 | (codePoint & 0x3F));
        return at + 4;
    }
}
