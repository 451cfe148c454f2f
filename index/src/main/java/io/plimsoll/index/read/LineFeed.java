package io.plimsoll.index.read;

import io.plimsoll.index.source.Document;
import io.plimsoll.index.source.DocumentSequence;
import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Shares the lines of all documents out to workers, in order: reading and counting lines is done by
 * one at a time, all else by each on its own.
 *
 * <p>A line that is longer than a chunk stays with its worker, who keeps the {@link #lock} until
 * its end; so a line of any length takes no more memory than a short one.
 *
 * <p>Thread rule: whoever holds the lock.
 */
final class LineFeed implements AutoCloseable {

    final ReentrantLock lock = new ReentrantLock();

    private static final byte NEWLINE = '\n';

    private final DocumentSequence sequence;
    private final TextReader reader;
    private final BuildState state;
    private @Nullable Document document;
    private @Nullable ReadableByteChannel channel;

    /** The bytes read and not yet handed out. */
    private long at;

    private long end;

    /** Id of the next line, or of the open one. */
    private long nextLine;

    /** Whether the last chunk ended in the midst of a line. */
    private boolean lineIsOpen;

    private boolean isUnnamed;

    LineFeed(DocumentSequence sequence, TextReader reader, BuildState state) {
        this.sequence = sequence;
        this.reader = reader;
        this.state = state;
    }

    /**
     * Fills a chunk with lines of one document. Requires: the lock is held, until the chunk ends a
     * line.
     *
     * @return false if there are no more lines
     */
    boolean claim(LineChunk chunk) throws IOException {
        state.checkCancelled();
        while (at == end && !refill()) {
            if (lineIsOpen) {
                // The line that filled the last chunks ends with the document.
                chunk.start(nextLine, null);
                endLine();
                return true;
            }
            if (!openNext()) {
                return false;
            }
        }
        chunk.start(nextLine, takeName());
        fill(chunk);
        return true;
    }

    /** How many ids were given out. Requires: the lock is held, or all workers are done. */
    long documents() {
        return nextLine;
    }

    private void fill(LineChunk chunk) throws IOException {
        while (true) {
            long enough = Math.min(end, at + Math.max(0, chunk.target() - chunk.length()));
            long newline = Bytes.indexOf(NEWLINE, enough, end);
            boolean isComplete = newline < end && newline - at < chunk.room();
            long to = isComplete ? newline + 1 : Math.min(end, at + chunk.room());
            nextLine += Bytes.count(NEWLINE, at, to);
            chunk.append(at, to - at);
            lineIsOpen = RawMemory.getByte(to - 1) != NEWLINE;
            at = to;
            if (isComplete) {
                return;
            }
            if (chunk.room() == 0) {
                if (lineIsOpen) {
                    chunk.leaveLineOpen();
                }
                return;
            }
            if (at == end && !refill()) {
                if (lineIsOpen) {
                    endLine();
                }
                return;
            }
        }
    }

    private void endLine() {
        lineIsOpen = false;
        nextLine++;
    }

    /** Reads on in the open document; false at its end, which closes it. */
    private boolean refill() throws IOException {
        ReadableByteChannel open = channel;
        if (open == null) {
            return false;
        }
        int bytes = reader.readNext(open);
        at = reader.address();
        end = at + bytes;
        state.contentBytes.add(bytes);
        if (bytes == 0) {
            closeDocument();
        }
        return bytes > 0;
    }

    /** Opens the next document that is text; false if there is none. */
    private boolean openNext() throws IOException {
        Document next = sequence.next();
        if (next == null) {
            return false;
        }
        document = next;
        ReadableByteChannel open = next.open();
        channel = open;
        int bytes = reader.readFirst(open);
        if (reader.isBinary(bytes)) {
            state.binaryDocuments.increment();
            closeDocument();
            return true;
        }
        at = reader.address();
        end = at + bytes;
        state.contentBytes.add(bytes);
        isUnnamed = true;
        return true;
    }

    private @Nullable String takeName() {
        Document named = document;
        if (!isUnnamed || named == null) {
            return null;
        }
        isUnnamed = false;
        return named.name();
    }

    private void closeDocument() throws IOException {
        ReadableByteChannel open = channel;
        Document opened = document;
        channel = null;
        document = null;
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            if (opened != null) {
                opened.release();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closeDocument();
    }
}
