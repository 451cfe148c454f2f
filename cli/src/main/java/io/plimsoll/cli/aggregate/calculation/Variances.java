package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.operators.aggregate.function.Variance;
import java.io.IOException;

/** How far values are from their average: variance, or its root. */
final class Variances extends Calculation {

    private final Variance variance = new Variance();
    private final Argument argument;
    private final boolean sample;
    private final boolean root;

    /**
     * @param sample whether the values are a sample; if not, they are all there are
     * @param root whether the standard deviation is wanted
     */
    Variances(Argument argument, boolean sample, boolean root) {
        this.argument = argument;
        this.sample = sample;
        this.root = root;
    }

    @Override
    public StateFunction function() {
        return variance;
    }

    @Override
    public long add(AggregateWriter writer, long group, long sequence) {
        if (argument.isPresent()) {
            variance.add(state(group), argument.doubleValue());
        }
        return group;
    }

    @Override
    public void write(AggregateResults results, RowOutput out) throws IOException {
        long state = state(results.state());
        boolean present = variance.count(state) > (sample ? 1 : 0);
        double value = sample ? variance.sample(state) : variance.population(state);
        Numbers.write(present, Numbers.orderless(root ? Math.sqrt(value) : value), out);
    }
}
