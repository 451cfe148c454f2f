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
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of RFC 4180. A row's payload is its fields as they were written, quotes included, with the
 * delimiter between them; its key is made of their values. Empty lines are no rows.
 */
public final class CsvRows implements RowIngest {

    private static final byte QUOTE = '"';
    private static final int NO_COLUMN = -1;

    private final byte delimiter;
    private final RowKeys keys;
    private final boolean keyed;
    private final boolean skipBadRows;
    private final MemorySegment values;
    private final Row row = new Row();

    /**
     * @param keyed whether rows are ordered by keys, not as they are
     * @param values memory for the key columns' values: as large as a block
     */
    public CsvRows(
            byte delimiter,
            RowKeys keys,
            boolean keyed,
            boolean skipBadRows,
            MemorySegment values) {
        this.delimiter = delimiter;
        this.keys = keys;
        this.keyed = keyed;
        this.skipBadRows = skipBadRows;
        this.values = values;
    }

    @Override
    public BlockRows add(Block block, SortWriter writer) throws IOException {
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
                String problem = keyed ? keys.tryMake() : null;
                if (problem == null) {
                    parsed.addTo(writer);
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
    public BlockRows addLong(Block block, BlockQueue queue, SortWriter writer) throws IOException {
        if (!keyed) {
            writer.open();
            return addParts(block, queue, writer, null);
        }
        writer.openBehindKey();
        try (KeptColumns kept = new KeptColumns(keys, writer.maxKeyBehindBytes())) {
            return addParts(block, queue, writer, kept);
        }
    }

    private BlockRows addParts(
            Block block, BlockQueue queue, SortWriter writer, @Nullable KeptColumns kept)
            throws IOException {
        LongCsvRow parts = new LongCsvRow(delimiter, kept);
        boolean more = true;
        addPart(block, parts, writer);
        while (more) {
            more = queue.continuePart(block);
            addPart(block, parts, writer);
        }
        long lines = parts.innerLineEnds() + 1;
        String malformed = parts.problem();
        if (malformed != null) {
            writer.dropOpen();
            return new BlockRows(0, lines, 1, malformed(0, malformed));
        }
        String problem = kept == null ? null : kept.tryMakeKey(NO_COLUMN);
        if (problem != null) {
            writer.dropOpen();
            return new BlockRows(0, lines, 1, BlockRows.BadRow.skippable(0, problem));
        }
        if (keyed) {
            writer.endBehindKey(keys.bytes(), keys.lengthBytes());
        } else {
            writer.end();
        }
        return new BlockRows(1, lines, 0, null);
    }

    private static void addPart(Block block, LongCsvRow parts, SortWriter writer)
            throws IOException {
        long end = parts.take(block.address(), block.end());
        writer.append(block.address(), (int) (end - block.address()));
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

        void addTo(SortWriter writer) throws IOException {
            if (keyed) {
                writer.add(keys.bytes(), keys.lengthBytes(), payload, 0, length);
            } else {
                writer.add(payload, 0, length);
            }
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber - 1;
            length = 0;
            valuesEnd = values.getAddress();
            keys.clear();
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
            if (keyed && index < keys.columnsWanted()) {
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
            keys.set(index, valuesEnd, count);
            valuesEnd += count;
        }

        private void ensureRoom(int bytes) {
            if (payload.length - length < bytes) {
                payload = Arrays.copyOf(payload, Math.max(2 * payload.length, length + bytes));
            }
        }
    }
}
