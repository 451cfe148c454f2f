package io.plimsoll.benchmarks.operators.aggregate;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.benchmarks.operators.Contestant;
import io.plimsoll.benchmarks.operators.plimsoll.Jobs;
import io.plimsoll.benchmarks.operators.plimsoll.Shares;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.Job;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.AggregateWriter;
import io.plimsoll.operators.aggregate.BinaryAggregator;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.operators.aggregate.function.LongExtreme;
import io.plimsoll.operators.aggregate.function.LongSum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The aggregator of byte strings. Each thread adds every so manieth row; one thread reads. */
public final class PlimsollAggregate implements Contestant {

    private final Count count = new Count();
    private final LongSum sum = new LongSum();
    private final LongExtreme min = LongExtreme.min();
    private final LongExtreme max = LongExtreme.max();

    @Override
    public String run(Assignment assignment) throws Exception {
        AggregateRows rows = AggregateRows.of(assignment);
        try (Job job = Jobs.open(assignment);
                BinaryAggregator aggregator =
                        BinaryAggregator.options()
                                .writers(assignment.threads())
                                .functions(count, sum, min, max)
                                .fixedKeyBytes(Long.BYTES)
                                .open(job.pool(), job.io())) {
            List<Shares.Share> shares = new ArrayList<>();
            for (int thread = 0; thread < assignment.threads(); thread++) {
                AggregateWriter writer = aggregator.newWriter();
                shares.add((first, step) -> add(rows, writer, first, step));
            }
            Shares.run(shares);
            return read(aggregator.finish());
        }
    }

    private void add(AggregateRows rows, AggregateWriter writer, long first, int step)
            throws IOException {
        try (writer) {
            int countAt = writer.offset(0);
            int sumAt = writer.offset(1);
            int minAt = writer.offset(2);
            int maxAt = writer.offset(3);
            for (long row = first; row < rows.rows(); row += step) {
                long value = AggregateRows.value(row);
                long group = writer.groupOfLong(rows.key(row));
                count.add(group + countAt);
                sum.add(group + sumAt, value);
                min.add(group + minAt, value);
                max.add(group + maxAt, value);
            }
        }
    }

    private String read(AggregateResults results) throws IOException {
        AggregateAnswer answer = new AggregateAnswer();
        while (results.next()) {
            long state = results.state();
            answer.add(
                    RawMemory.getLong(results.keyAddress()),
                    count.get(state + results.offset(0)),
                    sum.get(state + results.offset(1)),
                    min.get(state + results.offset(2)),
                    max.get(state + results.offset(3)));
        }
        return answer.toString();
    }
}
