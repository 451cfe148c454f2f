package io.plimsoll.index.collect;

import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Encodes names and lengths of documents as {@link TermRecord}s.
 *
 * <p>Thread rule: one thread.
 */
final class DocumentRecorder {

    private final SortWriter writer;
    private final ByteBuilder name = new ByteBuilder(256);
    private final ByteBuilder lengths = new ByteBuilder(2 * TermRecord.TARGET_BYTES);
    private boolean lengthsAreOpen;
    private long maxTokens;

    DocumentRecorder(SortWriter writer) {
        this.writer = writer;
    }

    /** The most tokens of a document so far. */
    long maxTokens() {
        return maxTokens;
    }

    /**
     * Names a document, or the lines of a file from this one on.
     *
     * @param kind one of the kinds of {@link io.plimsoll.index.format.document.DocumentNames}
     */
    void name(long document, byte kind, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        TermRecord.start(name, TermRecord.NAME, document);
        name.putByte(kind);
        name.putBytes(utf8, 0, utf8.length);
        writer.add(name.array(), 0, name.length());
    }

    /** Tells the tokens of a document; those that follow are consecutive until the flush. */
    void length(long document, long tokens) throws IOException {
        if (lengths.length() > TermRecord.TARGET_BYTES) {
            flushLengths();
        }
        if (!lengthsAreOpen) {
            TermRecord.start(lengths, TermRecord.LENGTHS, document);
            lengthsAreOpen = true;
        }
        lengths.putVarint(tokens);
        maxTokens = Math.max(maxTokens, tokens);
    }

    /** Hands the lengths to the sorter. */
    void flushLengths() throws IOException {
        if (lengthsAreOpen) {
            writer.add(lengths.array(), 0, lengths.length());
            lengthsAreOpen = false;
            lengths.clear();
        }
    }
}
