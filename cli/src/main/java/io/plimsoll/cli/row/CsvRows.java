package io.plimsoll.cli.row;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.framing.CsvFraming;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of RFC 4180. A row's payload is its fields as they were written, quotes included, with the
 * delimiter between them; its columns are their values. Empty lines are no rows.
 */
final class CsvRows implements RowReader {

    private static final byte QUOTE = '"';
    private static final int NO_COLUMN = -1;

    private final byte delimiter;
    private final RowSink sink;
    private final RowColumns columns;
    private final boolean skipBadRows;
    private final MemorySegment values;
    private final Row row = new Row();

    /**
     * @param values memory for the wanted columns' values: as large as a block
     */
    CsvRows(byte delimiter, RowSink sink, boolean skipBadRows, MemorySegment values) {
        this.delimiter = delimiter;
        this.sink = sink;
        this.columns = sink.columns();
        this.skipBadRows = skipBadRows;
        this.values = values;
    }

    @Override
    public BlockRows read(Block block) throws IOException {
        long rows = 0;
        long skipped = 0;
        BlockRows.BadRow bad = null;
        try (CsvReader<Row> reader =
                CsvReader.builder()
                        .fieldSeparator((char) (delimiter & 0xff))
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(Math.toIntExact(2 * (block.end() - block.address()) + 8192))
                        .build(row, new MemoryReader(block.address(), block.end()))) {
            for (Row parsed : reader) {
                String problem = parsed.tryAdd();
                if (problem == null) {
                    rows++;
                } else {
                    bad = bad == null ? BlockRows.BadRow.skippable(parsed.line(), problem) : bad;
                    skipped++;
                    if (!skipBadRows) {
                        break;
                    }
                }
            }
        } catch (CsvParseException e) {
            return new BlockRows(rows, 0, skipped + 1, malformed(row.line(), rootMessage(e)));
        }
        long lines = CsvFraming.lineEnds(block.address(), block.end());
        return new BlockRows(rows, lines, skipped, bad);
    }

    @Override
    public BlockRows readLong(Block block, BlockQueue queue) throws IOException {
        sink.open();
        try (KeptColumns kept = new KeptColumns(columns, sink.maxLongColumnBytes())) {
            LongCsvRow parts = new LongCsvRow(delimiter, kept);
            boolean more = true;
            takePart(block, parts);
            while (more) {
                more = queue.continuePart(block);
                takePart(block, parts);
            }
            return end(parts, kept);
        }
    }

    private BlockRows end(LongCsvRow parts, KeptColumns kept) throws IOException {
        long lines = parts.innerLineEnds() + 1;
        String malformed = parts.problem();
        if (malformed != null) {
            sink.drop();
            return new BlockRows(0, lines, 1, malformed(0, malformed));
        }
        String problem = kept.trySetColumns(NO_COLUMN);
        if (problem != null) {
            sink.drop();
        } else {
            problem = sink.tryEnd();
        }
        return problem == null
                ? new BlockRows(1, lines, 0, null)
                : new BlockRows(0, lines, 1, BlockRows.BadRow.skippable(0, problem));
    }

    private void takePart(Block block, LongCsvRow parts) throws IOException {
        long end = parts.take(block.address(), block.end());
        sink.append(block.address(), (int) (end - block.address()));
    }

    /** Behind broken quotes rows can't be told any more: such a row can't be skipped. */
    private static BlockRows.BadRow malformed(long line, String problem) {
        return new BlockRows.BadRow(line, "not RFC 4180: " + problem, true);
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Takes a row's fields from the parser; the same object for each row. */
    private final class Row extends AbstractBaseCsvCallbackHandler<Row> {

        private byte[] payload = new byte[1024];
        private int length;
        private long line;
        private long valuesEnd;

        /** The line, from 0, in which the row starts. */
        long line() {
            return line;
        }

        @Nullable String tryAdd() throws IOException {
            return sink.tryAdd(payload, length);
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber - 1;
            length = 0;
            valuesEnd = values.getAddress();
            columns.clear();
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int count, boolean quoted) {
            ensureRoom(2 * count + 3);
            if (index > 0) {
                payload[length++] = delimiter;
            }
            if (quoted) {
                payload[length++] = QUOTE;
            }
            for (int i = offset; i < offset + count; i++) {
                byte next = (byte) text[i];
                payload[length++] = next;
                if (quoted && next == QUOTE) {
                    payload[length++] = QUOTE;
                }
            }
            if (quoted) {
                payload[length++] = QUOTE;
            }
            if (columns.isWanted(index)) {
                keepValue(index, text, offset, count);
            }
        }

        @Override
        protected @Nullable Row buildRecord() {
            return this;
        }

        private void keepValue(int index, char[] text, int offset, int count) {
            for (int i = 0; i < count; i++) {
                RawMemory.putByte(valuesEnd + i, (byte) text[offset + i]);
            }
            columns.set(index, valuesEnd, count);
            valuesEnd += count;
        }

        private void ensureRoom(int bytes) {
            if (payload.length - length < bytes) {
                payload = Arrays.copyOf(payload, Math.max(2 * payload.length, length + bytes));
            }
        }
    }
}
