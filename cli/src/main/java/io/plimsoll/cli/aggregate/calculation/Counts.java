package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How many rows a group has, or values. */
final class Counts extends Calculation {

    private final Count count = new Count();
    private final @Nullable Argument argument;

    /**
     * @param argument whose values are counted; null: rows
     */
    Counts(@Nullable Argument argument) {
        this.argument = argument;
    }

    @Override
    public StateFunction function() {
        return count;
    }

    @Override
    public long add(AggregateWriter writer, long group, long sequence) {
        if (argument == null || argument.isPresent()) {
            count.add(state(group));
        }
        return group;
    }

    @Override
    public void write(AggregateResults results, RowOutput out) throws IOException {
        out.column(Long.toString(count.get(state(results.state()))));
    }

    @Override
    public void writeOfNothing(RowOutput out) throws IOException {
        out.column("0");
    }
}
