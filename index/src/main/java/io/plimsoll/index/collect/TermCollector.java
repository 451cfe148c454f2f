package io.plimsoll.index.collect;

import io.plimsoll.index.text.Tokenizer;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.util.List;

/**
 * A worker's way from text to the sorter.
 *
 * <p>Documents come in batches of consecutive ids. Batches of one collector ascend, and between two
 * of them another collector may have had documents: then the counts are handed over, so that the
 * documents of a record never reach into those of another collector.
 *
 * <p>Thread rule: one thread.
 */
public final class TermCollector implements AutoCloseable {

    private final SortWriter writer;
    private final TermTable table;
    private final Tokenizer tokenizer;
    private final DocumentRecorder documents;
    private long nextDocument;
    private long tokensBefore;

    /**
     * @param scratch a page for the tokenizer
     * @param tablePages pages for the table
     */
    public TermCollector(MemorySegment scratch, List<MemorySegment> tablePages, SortWriter writer) {
        this.writer = writer;
        this.table = new TermTable(tablePages, writer);
        this.tokenizer = new Tokenizer(scratch, table);
        this.documents = new DocumentRecorder(writer);
    }

    /** Starts a batch with that document. */
    public void startBatch(long firstDocument) throws IOException {
        if (firstDocument != nextDocument) {
            table.flush();
        }
        nextDocument = firstDocument;
    }

    /** Starts the next document of the batch. */
    public void startDocument() throws IOException {
        table.startDocument(nextDocument);
        tokensBefore = table.tokens();
    }

    /** Takes the next piece of the document's text. */
    public void accept(long address, int bytes) throws IOException {
        tokenizer.accept(address, bytes);
    }

    /** Ends the document. */
    public void endDocument() throws IOException {
        tokenizer.endText();
        documents.length(nextDocument, table.tokens() - tokensBefore);
        nextDocument++;
    }

    /** Names the document at hand, or the lines from it on. */
    public void name(byte kind, String name) throws IOException {
        documents.name(nextDocument, kind, name);
    }

    /** Leaves out a document of the batch: it keeps its id and has no name. */
    public void skipDocument() throws IOException {
        documents.length(nextDocument, 0);
        nextDocument++;
    }

    /** Ends the batch. */
    public void endBatch() throws IOException {
        documents.flushLengths();
        // While this worker reads on, others may take the memory of what it has added.
        writer.pause();
    }

    /** Hands everything over. */
    public void finish() throws IOException {
        table.flush();
        documents.flushLengths();
    }

    /** Gives the sorter back what the writer holds; to be called by the thread that wrote. */
    @Override
    public void close() {
        writer.close();
    }

    public long tokens() {
        return table.tokens();
    }

    public long oversizedTerms() {
        return tokenizer.longTerms();
    }

    /** The most tokens of a document. */
    public long maxTokens() {
        return documents.maxTokens();
    }
}
