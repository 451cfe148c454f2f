package io.plimsoll.index.collect;

import io.plimsoll.index.format.ByteBuilder;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;

/**
 * Encodes the postings of one term after the other as {@link TermRecord}s.
 *
 * <p>Thread rule: one thread.
 */
final class PostingsRecorder {

    private final SortWriter writer;
    private final ByteBuilder record = new ByteBuilder(2 * TermRecord.TARGET_BYTES);
    private long firstDocument;
    private int prefixBytes;
    private int kindAt;
    private int count;
    private int last;

    PostingsRecorder(SortWriter writer) {
        this.writer = writer;
    }

    /**
     * Starts a term.
     *
     * @param firstDocument what is added to each document
     */
    void begin(long term, int lengthBytes, long firstDocument) {
        this.firstDocument = firstDocument;
        record.clear();
        record.putMemory(term, lengthBytes);
        record.putByte(TermRecord.ZERO);
        prefixBytes = record.length();
        count = 0;
    }

    /** Adds a posting; documents ascend. */
    void add(int document, int frequency) throws IOException {
        if (record.length() > TermRecord.TARGET_BYTES) {
            end();
        }
        if (count == 0) {
            record.truncate(prefixBytes);
            TermRecord.putDocument(record, firstDocument + document);
            kindAt = record.length();
            record.putByte(TermRecord.SINGLE);
            record.putVarint(frequency);
        } else {
            record.array()[kindAt] = TermRecord.SEVERAL;
            long delta = (long) document - last;
            record.putVarint(delta << 1 | (frequency == 1 ? 1 : 0));
            if (frequency != 1) {
                record.putVarint(frequency);
            }
        }
        last = document;
        count++;
    }

    /** Ends the term: its last record goes to the sorter. */
    void end() throws IOException {
        if (count > 0) {
            writer.add(record.array(), 0, record.length());
            count = 0;
        }
    }
}
