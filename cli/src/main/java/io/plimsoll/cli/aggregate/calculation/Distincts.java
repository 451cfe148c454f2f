package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.ApproximateDistinctCount;
import io.plimsoll.operators.aggregate.function.AttachedFunction;
import io.plimsoll.operators.aggregate.function.DistinctCount;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;

/** How many different values there are: numbers by their value, texts by their bytes. */
final class Distincts extends Calculation {

    private final AttachedFunction function;
    private final Argument argument;
    private final ValueBytes value = new ValueBytes();

    private Distincts(AttachedFunction function, Argument argument) {
        this.function = function;
        this.argument = argument;
    }

    static Calculation exact(Argument argument) {
        return new Distincts(new DistinctCount(), argument);
    }

    static Calculation approximate(Argument argument) {
        return new Distincts(new ApproximateDistinctCount(), argument);
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
        out.column(Long.toString(results.distinctCount(functionIndex())));
    }

    @Override
    public void writeOfNothing(RowOutput out) throws IOException {
        out.column("0");
    }
}
