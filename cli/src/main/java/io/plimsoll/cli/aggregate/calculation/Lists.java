package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.CollectList;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** All texts of a group, as an array of JSON, in no particular order. */
final class Lists extends Calculation {

    private static final int PIECE_BYTES = 512;
    private static final byte[] OPEN = {'['};
    private static final byte[] CLOSE = {']'};
    private static final byte[] SEPARATOR = {','};
    private static final byte[] QUOTE = {'"'};

    private final CollectList list = new CollectList();
    private final Argument argument;
    private final ValueBytes value = new ValueBytes();
    private final byte[] piece = new byte[PIECE_BYTES];
    private boolean first;

    Lists(Argument argument) {
        this.argument = argument;
    }

    @Override
    public StateFunction function() {
        return list;
    }

    @Override
    public long add(AggregateWriter writer, long group, long sequence) throws IOException {
        if (!argument.isPresent()) {
            return group;
        }
        value.set(argument);
        return writer.attach(functionIndex(), value.bytes(), 0, value.lengthBytes());
    }

    @Override
    public void write(AggregateResults results, RowOutput out) throws IOException {
        out.open();
        put(OPEN, out);
        first = true;
        results.forEachElement(functionIndex(), (address, length) -> put(address, length, out));
        put(CLOSE, out);
        out.end();
    }

    @Override
    public void writeOfNothing(RowOutput out) throws IOException {
        out.column("[]");
    }

    private void put(long address, long lengthBytes, RowOutput out) throws IOException {
        if (!first) {
            put(SEPARATOR, out);
        }
        first = false;
        put(QUOTE, out);
        int filled = 0;
        for (long at = address; at < address + lengthBytes; at++) {
            if (filled > PIECE_BYTES - 6) {
                out.piece(piece, 0, filled);
                filled = 0;
            }
            filled = escape(RawMemory.getByte(at), filled);
        }
        out.piece(piece, 0, filled);
        put(QUOTE, out);
    }

    /** Puts a byte as a string of JSON has it. */
    private int escape(byte next, int filled) {
        int at = filled;
        if (next == '"' || next == '\\') {
            piece[at++] = '\\';
            piece[at++] = next;
        } else if (next >= 0 && next < ' ') {
            byte[] escaped = "\\u%04x".formatted((int) next).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(escaped, 0, piece, at, escaped.length);
            at += escaped.length;
        } else {
            piece[at++] = next;
        }
        return at;
    }

    private static void put(byte[] bytes, RowOutput out) throws IOException {
        out.piece(bytes, 0, bytes.length);
    }
}
