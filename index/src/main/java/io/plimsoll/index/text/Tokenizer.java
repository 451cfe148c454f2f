package io.plimsoll.index.text;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts UTF-8 text, given in chunks, into lower-case terms.
 *
 * <p>A term is a maximal run of code points that {@link Character#isLetterOrDigit(int)} accepts,
 * lower-cased as {@link String#toLowerCase(Locale)} does in the root locale. Bytes that are not
 * valid UTF-8 separate terms. A term longer than {@link #MAX_TERM_BYTES} becomes its beginning and
 * a fingerprint of the whole (see {@link LongTerm}), so that it is still found by its full text.
 *
 * <p>Thread rule: one thread.
 */
public final class Tokenizer {

    /*
     * A term is gathered in `scratch`, ASCII letters already in lower case, other code points as
     * they came. Lower-casing those waits for the end of the term because the lower case of a
     * capital sigma depends on what follows; it is done only if one of them needs it. `lengthLimit`
     * is the length at which the term in lower case would exceed the maximum.
     */

    /** Longest term, in bytes of its lower-case UTF-8 form. */
    public static final int MAX_TERM_BYTES = 1024;

    /**
     * A code point of three bytes may have a lower case of one: a kept term may be that much
     * longer.
     */
    private static final int RAW_BYTES = 3 * MAX_TERM_BYTES + Long.BYTES;

    private static final int FOLDED_BYTES = MAX_TERM_BYTES + Utf8.MAX_BYTES + Long.BYTES;

    /** Bytes of memory that a tokenizer works in. */
    public static final int SCRATCH_BYTES = RAW_BYTES + FOLDED_BYTES;

    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    /** Lower case of ASCII letters and digits, 0 for what separates, -1 for what is not ASCII. */
    private static final byte[] ASCII = asciiTable();

    private final TermSink sink;
    private final long scratch;
    private final long folded;
    private @Nullable LongTerm longTerm;

    private int length;
    private int lengthLimit;
    private boolean needsFolding;
    private boolean needsContext;
    private long longTerms;

    /** The open multi-byte sequence: bytes missing, value so far, range of the next byte. */
    private int missing;

    private int sequence;
    private int lowest;
    private int highest;

    /**
     * @param scratch off-heap memory of at least {@link #SCRATCH_BYTES} for the tokenizer alone
     */
    public Tokenizer(MemorySegment scratch, TermSink sink) {
        if (scratch.size() < SCRATCH_BYTES) {
            throw new IllegalArgumentException(
                    "scratch.size()="
                            + scratch.size()
                            + " (expected at least "
                            + SCRATCH_BYTES
                            + ")");
        }
        this.sink = sink;
        this.scratch = scratch.getAddress();
        this.folded = this.scratch + RAW_BYTES;
        startTerm();
    }

    private static byte[] asciiTable() {
        byte[] table = new byte[256];
        for (int value = 0; value < table.length; value++) {
            if (value >= 0x80) {
                table[value] = -1;
            } else if (Character.isLetterOrDigit(value)) {
                table[value] = (byte) Character.toLowerCase(value);
            }
        }
        return table;
    }

    /** How many terms so far were too long to be kept in full. */
    public long longTerms() {
        return longTerms;
    }

    /** Takes the next chunk of the text. */
    public void accept(long address, int bytes) throws IOException {
        long at = address;
        long end = address + bytes;
        if (missing > 0) {
            at = continueSequence(at, end);
        }
        int count = length;
        while (at < end) {
            byte lower = ASCII[RawMemory.getByte(at) & 0xFF];
            if (lower > 0) {
                if (count < lengthLimit) {
                    RawMemory.putByte(scratch + count, lower);
                    count++;
                } else {
                    length = count;
                    appendLong(lower);
                }
                at++;
            } else if (lower == 0) {
                if (count > 0) {
                    length = count;
                    endTerm();
                    count = 0;
                }
                at++;
            } else {
                length = count;
                at = startSequence(at, end);
                count = length;
            }
        }
        length = count;
    }

    /** Ends the text: what follows belongs to another one. */
    public void endText() throws IOException {
        missing = 0;
        if (length > 0) {
            endTerm();
        }
    }

    private long startSequence(long at, long end) throws IOException {
        int lead = RawMemory.getByte(at) & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            separate();
            return at + 1;
        }
        missing = Utf8.leadSizeBytes(lead) - 1;
        sequence = lead & (0x3F >>> missing);
        // The second byte tells overlong forms, surrogates and what is beyond Unicode.
        lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return continueSequence(at + 1, end);
    }

    private long continueSequence(long from, long end) throws IOException {
        long at = from;
        while (at < end) {
            int next = RawMemory.getByte(at) & 0xFF;
            if (next < lowest || next > highest) {
                missing = 0;
                separate();
                return at;
            }
            lowest = 0x80;
            highest = 0xBF;
            sequence = (sequence << 6) | (next & 0x3F);
            at++;
            missing--;
            if (missing == 0) {
                codePoint(sequence);
                return at;
            }
        }
        return at;
    }

    private void codePoint(int codePoint) throws IOException {
        if (!Character.isLetterOrDigit(codePoint)) {
            separate();
            return;
        }
        int rawBytes = Utf8.sizeBytes(codePoint);
        int foldedBytes = LongTerm.foldedSizeBytes(codePoint);
        if (longTerm != null || length + foldedBytes > lengthLimit) {
            appendLong(codePoint);
            return;
        }
        Utf8.put(codePoint, scratch + length);
        length += rawBytes;
        lengthLimit += rawBytes - foldedBytes;
        needsContext |= codePoint == CAPITAL_SIGMA || codePoint == CAPITAL_I_WITH_DOT;
        needsFolding |= codePoint != Character.toLowerCase(codePoint);
    }

    private void appendLong(int codePoint) {
        LongTerm term = longTerm;
        if (term == null) {
            term = new LongTerm();
            longTerm = term;
            for (int at = 0; at < length; ) {
                int kept = Utf8.get(scratch + at);
                term.append(kept);
                at += Utf8.sizeBytes(kept);
            }
            // From here on every letter finds the term full and comes here.
            lengthLimit = length;
        }
        term.append(codePoint);
    }

    private void separate() throws IOException {
        if (length > 0) {
            endTerm();
        }
    }

    private void endTerm() throws IOException {
        long term = scratch;
        int bytes = length;
        if (longTerm != null) {
            term = folded;
            bytes = longTerm.finish(folded);
            longTerms++;
        } else if (needsContext) {
            term = folded;
            bytes = foldInContext();
        } else if (needsFolding) {
            term = folded;
            bytes = fold();
        }
        startTerm();
        RawMemory.putLong(term + bytes, 0);
        sink.term(term, bytes);
    }

    private void startTerm() {
        length = 0;
        lengthLimit = MAX_TERM_BYTES;
        needsFolding = false;
        needsContext = false;
        longTerm = null;
    }

    private int fold() {
        int to = 0;
        for (int at = 0; at < length; ) {
            int codePoint = Utf8.get(scratch + at);
            at += Utf8.sizeBytes(codePoint);
            to += Utf8.put(Character.toLowerCase(codePoint), folded + to);
        }
        return to;
    }

    private int foldInContext() {
        byte[] raw = new byte[length];
        RawMemory.copyToArray(scratch, raw, 0, length);
        byte[] lower =
                new String(raw, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.UTF_8);
        assert lower.length <= MAX_TERM_BYTES : lower.length;
        RawMemory.copyFromArray(lower, 0, folded, lower.length);
        return lower.length;
    }
}
