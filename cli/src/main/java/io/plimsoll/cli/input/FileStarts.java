package io.plimsoll.cli.input;

import io.plimsoll.cli.input.framing.CsvFraming;
import io.plimsoll.cli.input.framing.RecordFraming;
import io.plimsoll.cli.input.framing.RecordScan;
import io.plimsoll.cli.input.source.InputException;
import io.plimsoll.cli.input.source.InputFile;
import io.plimsoll.memory.access.RawMemory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What inputs start with that is no data: a byte order mark, and a header, in which all must agree.
 *
 * <p>Not thread-safe. What it says is settled by the first input that isn't empty.
 */
public final class FileStarts {

    private static final byte[] NEWLINE = {'\n'};
    private static final byte[] CARRIAGE_RETURN_NEWLINE = {'\r', '\n'};

    /** How far to look for the first line end: what any block holds, whatever the memory. */
    private static final int MAX_SEEN_BYTES = 64 * 1024;

    /** U+FEFF in UTF-8. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final RecordFraming framing;
    private final boolean hasHeader;
    private final boolean rows;
    private boolean settled;
    private String headerFile = "";
    private byte @Nullable [] header;
    private boolean wantsFirstRecord;
    private byte @Nullable [] firstRecord;
    private byte[] lineEnd = NEWLINE;

    FileStarts(RecordFraming framing, boolean hasHeader) {
        this.framing = framing;
        this.hasHeader = hasHeader;
        this.rows = framing instanceof CsvFraming;
    }

    /** The first header, with its line end, which it gets if it has none; null if there is none. */
    public byte @Nullable [] header() {
        return header == null ? null : header.clone();
    }

    /** The first header's text: without byte order mark and line end. Null if there is none. */
    public byte @Nullable [] headerText() {
        return header == null ? null : text(header);
    }

    /** How many lines a header has; 0 if there is none. */
    public long headerLines() {
        byte[] bytes = header;
        if (bytes == null) {
            return 0;
        }
        return rows ? CsvFraming.lineEnds(bytes) : 1;
    }

    /**
     * What ends the first record: a newline, or a carriage return and a newline. A newline if that
     * record is too long to tell.
     */
    public byte[] lineEnd() {
        return lineEnd.clone();
    }

    /**
     * The first record that is data, without its line end. Null when it was not wanted, or is no
     * record of these inputs because they have a header, or are empty.
     */
    public byte @Nullable [] firstRecord() {
        return firstRecord == null ? null : firstRecord.clone();
    }

    /** Keeps the first record where there is no header. */
    void wantFirstRecord() {
        wantsFirstRecord = true;
    }

    /** Whether inputs may start with something that is no data. */
    boolean areExpected() {
        return hasHeader || rows || wantsFirstRecord;
    }

    boolean areSettled() {
        return settled || !areExpected();
    }

    /**
     * Looks at the start of an input.
     *
     * @param whole whether there is no more of it
     * @return where its data start
     * @throws InputException when it has no header, or another one than the inputs before
     */
    long take(InputFile file, long start, long end, boolean whole) throws InputException {
        if (start == end) {
            return start;
        }
        long text = start + markBytes(start, end);
        long firstEnd = framing.newScan().find(text, end);
        boolean looks = rows || wantsFirstRecord;
        if (!settled && looks && firstEnd - text > 1 && firstEnd - start <= MAX_SEEN_BYTES) {
            boolean bothEnds = RawMemory.getByte(firstEnd - 2) == '\r';
            lineEnd = bothEnds ? CARRIAGE_RETURN_NEWLINE : NEWLINE;
        }
        boolean isFirst = !settled;
        settled = true;
        if (!hasHeader && !(wantsFirstRecord && isFirst)) {
            return text;
        }
        if (firstEnd == RecordScan.NONE && !whole) {
            throw new InputException(
                    file.name(),
                    (hasHeader ? "header" : "first row")
                            + " longer than "
                            + (end - start)
                            + " bytes",
                    null);
        }
        if (!hasHeader) {
            firstRecord = text(bytes(text, firstEnd == RecordScan.NONE ? end : firstEnd));
            return text;
        }
        long headerEnd = firstEnd == RecordScan.NONE ? end : firstEnd;
        takeHeader(file, bytes(start, headerEnd));
        return headerEnd;
    }

    private void takeHeader(InputFile file, byte[] found) throws InputException {
        byte[] first = header;
        if (first == null) {
            headerFile = file.name();
            header = ended(found);
        } else if (!Arrays.equals(text(first), text(found))) {
            throw new InputException(
                    file.name(), "header differs from that of " + headerFile, null);
        }
    }

    /** A header with a line end: its own where it is a line, the rows' where it is a row. */
    private byte[] ended(byte[] found) {
        if (!rows && found[found.length - 1] == '\n') {
            return found;
        }
        byte[] end = rows ? lineEnd : NEWLINE;
        int length = rows ? found.length - lineEndBytes(found) : found.length;
        byte[] ended = Arrays.copyOf(found, length + end.length);
        System.arraycopy(end, 0, ended, length, end.length);
        return ended;
    }

    private static byte[] text(byte[] header) {
        int mark = startsWithMark(header) ? BYTE_ORDER_MARK.length : 0;
        return Arrays.copyOfRange(header, mark, header.length - lineEndBytes(header));
    }

    private static int lineEndBytes(byte[] bytes) {
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && bytes[end - 1] == '\r') {
            end--;
        }
        return bytes.length - end;
    }

    private static int markBytes(long start, long end) {
        byte[] first = bytes(start, Math.min(end, start + BYTE_ORDER_MARK.length));
        return startsWithMark(first) ? BYTE_ORDER_MARK.length : 0;
    }

    private static boolean startsWithMark(byte[] bytes) {
        int length = BYTE_ORDER_MARK.length;
        return bytes.length >= length
                && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    private static byte[] bytes(long start, long end) {
        byte[] bytes = new byte[(int) (end - start)];
        RawMemory.copyToArray(start, bytes, 0, bytes.length);
        return bytes;
    }
}
