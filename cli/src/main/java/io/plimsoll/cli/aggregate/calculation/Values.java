package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.operators.aggregate.function.ValueFunction;
import java.io.IOException;

/** One text of all that a group has. */
final class Values extends Calculation {

    private final ValueFunction function;
    private final Argument argument;
    private final ValueBytes value = new ValueBytes();

    Values(Argument argument, ValueFunction function) {
        this.argument = argument;
        this.function = function;
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
        value.set(argument);
        return writer.attach(functionIndex(), value.bytes(), 0, value.lengthBytes());
    }

    @Override
    public void write(AggregateResults results, RowOutput out) throws IOException {
        int index = functionIndex();
        if (results.hasValue(index)) {
            out.column(results.valueAddress(index), results.valueBytes(index));
        } else {
            out.empty();
        }
    }
}
