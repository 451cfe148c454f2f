package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.decimal.DecimalSum;
import io.plimsoll.operators.aggregate.function.DoubleSum;
import io.plimsoll.operators.aggregate.function.LongSum;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;

/** Sums. */
final class Sums {

    private Sums() {}

    static Calculation of(Argument argument) {
        return switch (argument.type()) {
            case LONG -> new OfLongs(argument);
            case DOUBLE -> new OfDoubles(argument);
            case DECIMAL -> new OfDecimals(argument);
            case STRING -> throw new IllegalArgumentException("sum of texts (expected numbers)");
        };
    }

    private static final class OfLongs extends Calculation {

        private final LongSum sum = new LongSum();
        private final Argument argument;

        OfLongs(Argument argument) {
            this.argument = argument;
        }

        @Override
        public StateFunction function() {
            return sum;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                sum.add(state(group), argument.longValue());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            if (sum.isPresent(state)) {
                out.column(
                        sum.isLong(state)
                                ? Long.toString(sum.get(state))
                                : sum.toBigInteger(state).toString());
            } else {
                out.empty();
            }
        }
    }

    private static final class OfDoubles extends Calculation {

        private final DoubleSum sum = new DoubleSum();
        private final Argument argument;

        OfDoubles(Argument argument) {
            this.argument = argument;
        }

        @Override
        public StateFunction function() {
            return sum;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                sum.add(state(group), argument.doubleValue());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(sum.isPresent(state), sum.get(state), out);
        }
    }

    private static final class OfDecimals extends Calculation {

        private final DecimalSum sum = new DecimalSum();
        private final Argument argument;

        OfDecimals(Argument argument) {
            this.argument = argument;
        }

        @Override
        public StateFunction function() {
            return sum;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                sum.add(state(group), argument.unscaled(), argument.scale());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(sum.isPresent(state), sum.get(state), out);
        }
    }
}
