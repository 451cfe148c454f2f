package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.PositionedBytes;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;

/** The text that comes first in the input, or last. */
final class Ends extends Calculation {

    private static final int POSITION_BYTES = PositionedBytes.POSITION_BYTES;

    private final PositionedBytes function;
    private final Argument argument;
    private byte[] value = new byte[64];

    Ends(Argument argument, boolean last) {
        this.argument = argument;
        this.function = last ? PositionedBytes.last() : PositionedBytes.first();
    }

    @Override
    public StateFunction function() {
        return function;
    }

    @Override
    public long add(AggregateWriter writer, long group, long sequence) throws IOException {
        if (!argument.isPresent()) {
            return group;
        }
        int length = POSITION_BYTES + argument.lengthBytes();
        if (value.length < length) {
            value = new byte[Math.max(length, 2 * value.length)];
        }
        RawArrays.LONG.set(value, 0, sequence);
        argument.copyTo(value, POSITION_BYTES);
        return writer.attach(functionIndex(), value, 0, length);
    }

    @Override
    public void write(AggregateResults results, RowOutput out) throws IOException {
        int index = functionIndex();
        if (results.hasValue(index)) {
            out.column(
                    results.valueAddress(index) + POSITION_BYTES,
                    results.valueBytes(index) - POSITION_BYTES);
        } else {
            out.empty();
        }
    }
}
