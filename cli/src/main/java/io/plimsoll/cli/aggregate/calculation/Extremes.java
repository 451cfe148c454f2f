package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.decimal.DecimalExtreme;
import io.plimsoll.operators.aggregate.function.BytesExtreme;
import io.plimsoll.operators.aggregate.function.DoubleExtreme;
import io.plimsoll.operators.aggregate.function.LongExtreme;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;

/** The smallest and the largest values. */
final class Extremes {

    private Extremes() {}

    static Calculation of(Argument argument, boolean largest) {
        return switch (argument.type()) {
            case LONG -> new OfLongs(argument, largest);
            case DOUBLE -> new OfDoubles(argument, largest);
            case DECIMAL -> new OfDecimals(argument, largest);
            case STRING -> new Values(argument, largest ? BytesExtreme.max() : BytesExtreme.min());
        };
    }

    private static final class OfLongs extends Calculation {

        private final LongExtreme extreme;
        private final Argument argument;

        OfLongs(Argument argument, boolean largest) {
            this.argument = argument;
            this.extreme = largest ? LongExtreme.max() : LongExtreme.min();
        }

        @Override
        public StateFunction function() {
            return extreme;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                extreme.add(state(group), argument.longValue());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            if (extreme.isPresent(state)) {
                out.column(Long.toString(extreme.get(state)));
            } else {
                out.empty();
            }
        }
    }

    private static final class OfDoubles extends Calculation {

        private final DoubleExtreme extreme;
        private final Argument argument;

        OfDoubles(Argument argument, boolean largest) {
            this.argument = argument;
            this.extreme = largest ? DoubleExtreme.max() : DoubleExtreme.min();
        }

        @Override
        public StateFunction function() {
            return extreme;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                extreme.add(state(group), argument.doubleValue());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(extreme.isPresent(state), extreme.get(state), out);
        }
    }

    private static final class OfDecimals extends Calculation {

        private final DecimalExtreme extreme;
        private final Argument argument;

        OfDecimals(Argument argument, boolean largest) {
            this.argument = argument;
            this.extreme = largest ? DecimalExtreme.max() : DecimalExtreme.min();
        }

        @Override
        public StateFunction function() {
            return extreme;
        }

        @Override
        public long add(AggregateWriter writer, long group, long sequence) {
            if (argument.isPresent()) {
                extreme.add(state(group), argument.unscaled(), argument.scale());
            }
            return group;
        }

        @Override
        public void write(AggregateResults results, RowOutput out) throws IOException {
            long state = state(results.state());
            Numbers.write(extreme.isPresent(state), extreme.get(state), out);
        }
    }
}
