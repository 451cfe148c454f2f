package io.plimsoll.index.read;

import io.plimsoll.index.source.Document;
import io.plimsoll.index.source.DocumentSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares documents out to workers, in order, so many at a time that their terms repeat.
 *
 * <p>Thread rule: any thread.
 */
final class DocumentFeed {

    /** Larger batches give fewer, longer records; smaller ones keep a table in the near caches. */
    private static final long BATCH_BYTES = 2L << 20;

    /** Bounds what a batch of empty documents takes on the heap. */
    private static final int BATCH_DOCUMENTS = 256;

    /** A long name makes a batch smaller: names are on the heap until they are read. */
    private static final int NAME_WEIGHT = 16;

    /** Each archive of a batch is an open file. */
    private static final int BATCH_ARCHIVES = 4;

    private final DocumentSequence sequence;

    /** Guarded by this. */
    private long nextDocument;

    DocumentFeed(DocumentSequence sequence) {
        this.sequence = sequence;
    }

    /** The next documents, null if there are no more; the worker releases each of them. */
    synchronized @Nullable DocumentBatch claim() throws IOException {
        List<Document> documents = new ArrayList<>();
        try {
            long bytes = 0;
            long archives = sequence.archives();
            while (bytes < BATCH_BYTES
                    && documents.size() < BATCH_DOCUMENTS
                    && sequence.archives() - archives < BATCH_ARCHIVES) {
                Document document = sequence.next();
                if (document == null) {
                    break;
                }
                documents.add(document);
                bytes += document.expectedBytes();
                bytes += (long) NAME_WEIGHT * document.name().length();
            }
        } catch (IOException | RuntimeException failure) {
            for (Document document : documents) {
                document.release();
            }
            throw failure;
        }
        if (documents.isEmpty()) {
            return null;
        }
        DocumentBatch batch = new DocumentBatch(nextDocument, documents);
        nextDocument += documents.size();
        return batch;
    }

    /** How many ids were given out. */
    synchronized long documents() {
        return nextDocument;
    }
}
