package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.aggregate.calculation.AggregateSpec;
import io.plimsoll.cli.column.TypedColumn;
import io.plimsoll.cli.job.RowInput;
import java.util.List;

/**
 * What is to be aggregated, and how.
 *
 * @param input the rows
 * @param by the columns by which they are grouped; nothing: all rows are one group
 * @param specs what is computed of each group
 */
record AggregateRequest(RowInput input, List<TypedColumn> by, List<AggregateSpec> specs) {

    AggregateRequest {
        by = List.copyOf(by);
        specs = List.copyOf(specs);
    }
}
