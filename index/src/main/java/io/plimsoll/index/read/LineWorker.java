package io.plimsoll.index.read;

import io.plimsoll.index.collect.TermCollector;
import io.plimsoll.index.format.document.DocumentNames;
import java.io.IOException;

/**
 * Reads lines, each a document.
 *
 * <p>Thread rule: one thread.
 */
final class LineWorker implements Worker {

    private static final byte NEWLINE = '\n';

    private final LineFeed feed;
    private final LineChunk chunk;
    private final TermCollector collector;
    private final BuildState state;
    private boolean lineIsOpen;

    LineWorker(LineFeed feed, LineChunk chunk, TermCollector collector, BuildState state) {
        this.feed = feed;
        this.chunk = chunk;
        this.collector = collector;
        this.state = state;
    }

    @Override
    public void run() throws IOException {
        while (claim()) {
            index();
            collector.endBatch();
        }
    }

    /** Claims a chunk that ends a line; what comes before it of a long line is indexed at once. */
    private boolean claim() throws IOException {
        feed.lock.lock();
        try {
            boolean more = feed.claim(chunk);
            while (more && !chunk.endsLine()) {
                index();
                more = feed.claim(chunk);
            }
            return more;
        } finally {
            feed.lock.unlock();
        }
    }

    private void index() throws IOException {
        if (!lineIsOpen) {
            collector.startBatch(chunk.firstLine());
        }
        String name = chunk.documentName();
        if (name != null) {
            collector.name(DocumentNames.LINES, name);
        }
        for (int piece = 0; piece < chunk.pieces(); piece++) {
            long address = chunk.pieceAddress(piece);
            indexLines(address, address + chunk.pieceBytes(piece));
        }
        if (lineIsOpen && chunk.endsLine()) {
            endLine();
        }
    }

    private void indexLines(long from, long end) throws IOException {
        long at = from;
        while (at < end) {
            if (!lineIsOpen) {
                collector.startDocument();
                lineIsOpen = true;
            }
            long newline = Bytes.indexOf(NEWLINE, at, end);
            collector.accept(at, (int) (newline - at));
            if (newline < end) {
                endLine();
            }
            at = newline + 1;
        }
    }

    private void endLine() throws IOException {
        collector.endDocument();
        lineIsOpen = false;
        state.documents.increment();
    }

    @Override
    public TermCollector collector() {
        return collector;
    }
}
