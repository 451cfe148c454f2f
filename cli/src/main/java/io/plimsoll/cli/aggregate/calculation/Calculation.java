package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;

/**
 * One of the things that are computed of each group: takes values of rows, and writes the result.
 * One thread's; the states that it works on are the aggregator's.
 */
public abstract class Calculation {

    private int functionIndex;
    private int offsetBytes;

    Calculation() {}

    /** What the aggregator computes. */
    public abstract StateFunction function();

    /** Says which of the aggregator's functions it is, and where its state lies in a group's. */
    public final void place(int index, int stateOffsetBytes) {
        this.functionIndex = index;
        this.offsetBytes = stateOffsetBytes;
    }

    /**
     * Adds the value of the row at hand.
     *
     * @param group the address of the group's state
     * @param sequence the row's place among all rows
     * @return the address of the group's state, which may have changed
     */
    public abstract long add(AggregateWriter writer, long group, long sequence) throws IOException;

    /** Writes a group's result as a column. */
    public abstract void write(AggregateResults results, RowOutput out) throws IOException;

    /** Writes the result of no rows at all. */
    public void writeOfNothing(RowOutput out) throws IOException {
        out.empty();
    }

    final int functionIndex() {
        return functionIndex;
    }

    final long state(long group) {
        return group + offsetBytes;
    }
}
