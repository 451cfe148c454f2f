package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.decimal.DecimalAverage;
import io.plimsoll.operators.aggregate.function.DoubleAverage;
import io.plimsoll.operators.aggregate.function.LongAverage;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;

/** Averages: of exact sums where the values are exact, rounded once. */
final class Averages {

    private Averages() {}

    static Calculation of(Argument argument) {
        return switch (argument.type()) {
            case LONG -> new OfLongs(argument);
            case DOUBLE -> new OfDoubles(argument);
            case DECIMAL -> new OfDecimals(argument);
            case STRING ->
                    throw new IllegalArgumentException("average of texts (expected numbers)");
        };
    }

    private static final class OfLongs extends Calculation {

        private final LongAverage average = new LongAverage();
        private final Argument argument;

        OfLongs(Argument argument) {
            this.argument = argument;
        }

        @Override
        public StateFunction function() {
            return average;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                average.add(state(group), argument.longValue());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(average.isPresent(state), average.get(state), out);
        }
    }

    private static final class OfDoubles extends Calculation {

        private final DoubleAverage average = new DoubleAverage();
        private final Argument argument;

        OfDoubles(Argument argument) {
            this.argument = argument;
        }

        @Override
        public StateFunction function() {
            return average;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                average.add(state(group), argument.doubleValue());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(average.isPresent(state), average.get(state), out);
        }
    }

    private static final class OfDecimals extends Calculation {

        private final DecimalAverage average = new DecimalAverage();
        private final Argument argument;

        OfDecimals(Argument argument) {
            this.argument = argument;
        }

        @Override
        public StateFunction function() {
            return average;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                average.add(state(group), argument.unscaled(), argument.scale());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(average.isPresent(state), average.get(state), out);
        }
    }
}
