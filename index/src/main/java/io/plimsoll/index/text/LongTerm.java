package io.plimsoll.index.text;

import io.plimsoll.memory.access.RawMemory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Stands in for a term that is too long to be kept: its beginning and a fingerprint of all of it.
 *
 * <pre>
 * 0                                     up to 991
 * +-------------------------------------+---+----------------------------------+
 * | first code points                   | ~ | 32 hexadecimal digits            |
 * +-------------------------------------+---+----------------------------------+
 * </pre>
 *
 * <p>The digits are the first 16 bytes of the SHA-256 of the whole term, so that two long terms are
 * told apart however long they are alike; no ordinary term has a tilde. Each code point is
 * lower-cased by itself: a capital sigma is never a final one here.
 *
 * <p>Thread rule: one thread.
 */
final class LongTerm {

    private static final int FINGERPRINT_BYTES = 16;
    private static final int SUFFIX_BYTES = 1 + 2 * FINGERPRINT_BYTES;
    private static final int PREFIX_BYTES = Tokenizer.MAX_TERM_BYTES - SUFFIX_BYTES;
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int COMBINING_DOT = 0x307;

    private final MessageDigest digest;
    private final byte[] prefix = new byte[PREFIX_BYTES];
    private int prefixBytes;
    private boolean prefixIsFull;
    private final byte[] undigested = new byte[1024];
    private int undigestedBytes;

    LongTerm() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Size of the lower case of one code point by itself. */
    static int foldedSizeBytes(int codePoint) {
        if (codePoint == CAPITAL_I_WITH_DOT) {
            return 1 + Utf8.sizeBytes(COMBINING_DOT);
        }
        return Utf8.sizeBytes(Character.toLowerCase(codePoint));
    }

    void append(int codePoint) {
        if (codePoint == CAPITAL_I_WITH_DOT) {
            appendLower('i');
            appendLower(COMBINING_DOT);
        } else {
            appendLower(Character.toLowerCase(codePoint));
        }
    }

    private void appendLower(int codePoint) {
        if (undigested.length - undigestedBytes < Utf8.MAX_BYTES) {
            digest.update(undigested, 0, undigestedBytes);
            undigestedBytes = 0;
        }
        int bytes = Utf8.put(codePoint, undigested, undigestedBytes);
        prefixIsFull |= bytes > prefix.length - prefixBytes;
        if (!prefixIsFull) {
            System.arraycopy(undigested, undigestedBytes, prefix, prefixBytes, bytes);
            prefixBytes += bytes;
        }
        undigestedBytes += bytes;
    }

    /** Writes what stands in for the term and returns its size. */
    int finish(long address) {
        digest.update(undigested, 0, undigestedBytes);
        byte[] hash = digest.digest();
        String suffix = '~' + HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        byte[] suffixBytes = suffix.getBytes(StandardCharsets.US_ASCII);
        assert suffixBytes.length == SUFFIX_BYTES : suffix;
        RawMemory.copyFromArray(prefix, 0, address, prefixBytes);
        RawMemory.copyFromArray(suffixBytes, 0, address + prefixBytes, SUFFIX_BYTES);
        return prefixBytes + SUFFIX_BYTES;
    }
}
