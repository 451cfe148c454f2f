package io.plimsoll.doctor.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Reads an input once and hands over the lines in which texts were found. For one thread.
 *
 * <p>A line that is longer than the buffer comes in pieces with the same number. Each begins with
 * the last bytes of the one before, and a text found in those comes with both, so that what
 * surrounds it is whole in one of them.
 */
public final class LineScan {

    /** What a line is cut to. */
    public static final int BUFFER_BYTES = 64 << 10;

    private static final int OVERLAP_BYTES = 4 << 10;

    private final TextAutomaton automaton;
    private final LineSink sink;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final int[] state = {TextAutomaton.LINE_BREAK};
    private final BitSet found = new BitSet();
    private final BitSet foundLate = new BitSet();
    private int lineStart;
    private int scanned;
    private int length;
    private long lines;
    private long bytes;

    /** Creates a scan. */
    public LineScan(TextAutomaton automaton, LineSink sink) {
        this.automaton = automaton;
        this.sink = sink;
    }

    /**
     * Reads an input to its end. What was read before a failure has been handed over.
     *
     * @throws IOException if the input can't be read to its end
     */
    public void read(InputStream in) throws IOException {
        try {
            while (fill(in)) {
                scan();
            }
        } finally {
            if (lineStart < length) {
                endLine(length);
            }
        }
    }

    /** Returns how many lines were read. */
    public long lines() {
        return lines;
    }

    /** Returns how many bytes were read. */
    public long bytes() {
        return bytes;
    }

    private boolean fill(InputStream in) throws IOException {
        makeRoom();
        int read = in.read(buffer, length, buffer.length - length);
        if (read < 0) {
            return false;
        }
        length += read;
        bytes += read;
        return true;
    }

    private void makeRoom() {
        if (lineStart > 0) {
            move(lineStart);
            lineStart = 0;
        } else if (length == buffer.length) {
            handOver(length);
            found.clear();
            found.or(foundLate);
            foundLate.clear();
            move(length - OVERLAP_BYTES);
        }
    }

    private void move(int from) {
        System.arraycopy(buffer, from, buffer, 0, length - from);
        length -= from;
        scanned -= from;
    }

    private void scan() {
        while (true) {
            int stop = automaton.run(buffer, scanned, length, state);
            if (stop == length) {
                scanned = length;
                return;
            }
            if (state[0] == TextAutomaton.LINE_BREAK) {
                endLine(stop);
                lineStart = stop + 1;
            } else {
                mark(stop);
            }
            scanned = stop + 1;
        }
    }

    private void mark(int stop) {
        boolean late = stop - lineStart >= buffer.length - OVERLAP_BYTES / 2;
        for (int text : automaton.endingsOf(state[0])) {
            found.set(text);
            if (late) {
                foundLate.set(text);
            }
        }
    }

    private void endLine(int end) {
        handOver(end);
        found.clear();
        foundLate.clear();
        lines++;
    }

    private void handOver(int end) {
        if (found.isEmpty()) {
            return;
        }
        int to = end > lineStart && buffer[end - 1] == '\r' ? end - 1 : end;
        String line = new String(buffer, lineStart, to - lineStart, StandardCharsets.UTF_8);
        sink.line(lines + 1, line, found);
    }
}
