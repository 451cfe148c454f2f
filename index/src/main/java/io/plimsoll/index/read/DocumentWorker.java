package io.plimsoll.index.read;

import io.plimsoll.index.collect.TermCollector;
import io.plimsoll.index.format.document.DocumentNames;
import io.plimsoll.index.source.Document;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads whole documents.
 *
 * <p>Thread rule: one thread.
 */
final class DocumentWorker implements Worker {

    private final DocumentFeed feed;
    private final TextReader reader;
    private final TermCollector collector;
    private final BuildState state;

    DocumentWorker(
            DocumentFeed feed, TextReader reader, TermCollector collector, BuildState state) {
        this.feed = feed;
        this.reader = reader;
        this.collector = collector;
        this.state = state;
    }

    @Override
    public void run() throws IOException {
        for (DocumentBatch batch = feed.claim(); batch != null; batch = feed.claim()) {
            collector.startBatch(batch.firstDocument());
            int released = 0;
            try {
                for (Document document : batch.documents()) {
                    index(document);
                    released++;
                    document.release();
                }
            } finally {
                for (int i = released; i < batch.documents().size(); i++) {
                    batch.documents().get(i).release();
                }
            }
            collector.endBatch();
        }
    }

    private void index(Document document) throws IOException {
        state.checkCancelled();
        try (ReadableByteChannel channel = document.open()) {
            int bytes = reader.readFirst(channel);
            if (reader.isBinary(bytes)) {
                collector.skipDocument();
                state.binaryDocuments.increment();
                return;
            }
            collector.name(DocumentNames.DOCUMENT, document.name());
            collector.startDocument();
            while (bytes > 0) {
                collector.accept(reader.address(), bytes);
                state.contentBytes.add(bytes);
                state.checkCancelled();
                bytes = reader.readNext(channel);
            }
            collector.endDocument();
            state.documents.increment();
        }
    }

    @Override
    public TermCollector collector() {
        return collector;
    }
}
