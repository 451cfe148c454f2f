package io.plimsoll.cli.aggregate.calculation;

import io.plimsoll.cli.column.ColumnNames;
import io.plimsoll.cli.column.TypedColumn;
import io.plimsoll.cli.row.RowColumns;
import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.function.StateFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is computed of each group. One thread's. */
public final class Calculations {

    private final List<Argument> arguments = new ArrayList<>();
    private final Calculation[] calculations;

    /**
     * @param names the input's columns
     * @throws io.plimsoll.cli.column.ColumnException when there is no such column
     */
    public Calculations(List<AggregateSpec> specs, ColumnNames names) {
        this.calculations =
                specs.stream().map(spec -> calculation(spec, names)).toArray(Calculation[]::new);
    }

    /** What the aggregator computes. */
    public StateFunction[] functions() {
        StateFunction[] functions = new StateFunction[calculations.length];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = calculations[i].function();
        }
        return functions;
    }

    /** The columns that are wanted, from 0. */
    public List<Integer> columns() {
        return arguments.stream().map(Argument::index).toList();
    }

    /** Says where the states of a writer's groups lie. */
    public void place(AggregateWriter writer) {
        for (int i = 0; i < calculations.length; i++) {
            calculations[i].place(i, writer.offset(i));
        }
    }

    /** Says where the states of results lie. */
    public void place(AggregateResults results) {
        for (int i = 0; i < calculations.length; i++) {
            calculations[i].place(i, results.offset(i));
        }
    }

    /** Reads the values of the row at hand; says what is wrong with one, if something is. */
    public @Nullable String tryRead(RowColumns columns) {
        for (int i = 0; i < arguments.size(); i++) {
            String problem = arguments.get(i).tryRead(columns);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** Adds the values of the row at hand to a group's state. */
    public void add(AggregateWriter writer, long group, long sequence) throws IOException {
        long at = group;
        for (Calculation calculation : calculations) {
            at = calculation.add(writer, at, sequence);
        }
    }

    /** Writes a group's results. */
    public void write(AggregateResults results, RowOutput out) throws IOException {
        for (Calculation calculation : calculations) {
            calculation.write(results, out);
        }
    }

    /** Writes the results of no rows at all. */
    public void writeOfNothing(RowOutput out) throws IOException {
        for (Calculation calculation : calculations) {
            calculation.writeOfNothing(out);
        }
    }

    private Calculation calculation(AggregateSpec spec, ColumnNames names) {
        TypedColumn column = spec.column();
        if (column == null) {
            return new Counts(null);
        }
        Argument argument = argument(spec, column, names);
        return switch (spec.function()) {
            case COUNT -> new Counts(argument);
            case SUM -> Sums.of(argument);
            case MIN -> Extremes.of(argument, false);
            case MAX -> Extremes.of(argument, true);
            case AVG -> Averages.of(argument);
            case VARIANCE -> new Variances(argument, true, false);
            case VAR_POP -> new Variances(argument, false, false);
            case STDDEV -> new Variances(argument, true, true);
            case STDDEV_POP -> new Variances(argument, false, true);
            case DISTINCT -> Distincts.exact(argument);
            case APPROX_DISTINCT -> Distincts.approximate(argument);
            case FIRST -> new Ends(argument, false);
            case LAST -> new Ends(argument, true);
            case LIST -> new Lists(argument);
        };
    }

    private Argument argument(AggregateSpec spec, TypedColumn column, ColumnNames names) {
        // No header means no input: any column will do.
        int index =
                names.isOfEmptyInput() && !column.spec().isNumbered()
                        ? 0
                        : column.spec().indexIn(names);
        for (Argument known : arguments) {
            if (known.isOf(index, spec.type())) {
                return known;
            }
        }
        Argument argument =
                new Argument(index, column.spec().column(), spec.type(), spec.isTypeOpen());
        arguments.add(argument);
        return argument;
    }
}
