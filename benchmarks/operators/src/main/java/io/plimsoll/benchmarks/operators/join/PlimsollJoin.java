package io.plimsoll.benchmarks.operators.join;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.benchmarks.operators.Contestant;
import io.plimsoll.benchmarks.operators.plimsoll.Jobs;
import io.plimsoll.benchmarks.operators.plimsoll.Shares;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.Job;
import io.plimsoll.operators.join.BinaryJoin;
import io.plimsoll.operators.join.JoinInput;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The join of byte strings. Each thread adds every so manieth row of both sides. */
public final class PlimsollJoin implements Contestant {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    @Override
    public String run(Assignment assignment) throws Exception {
        JoinRows rows = JoinRows.of(assignment);
        List<Pairs> pairs = new ArrayList<>();
        for (int thread = 0; thread < assignment.threads(); thread++) {
            pairs.add(new Pairs());
        }
        try (Job job = Jobs.open(assignment);
                BinaryJoin join =
                        BinaryJoin.options()
                                .threads(assignment.threads())
                                .maxBytes(job.pool().availableBytes())
                                .open(job.pool(), job.io())) {
            List<Shares.Share> shares = new ArrayList<>();
            for (int thread = 0; thread < assignment.threads(); thread++) {
                JoinInput input = join.newBuildInput();
                shares.add((first, step) -> build(rows, input, first, step));
            }
            Shares.run(shares);
            join.startProbing(pairs);
            shares.clear();
            for (int thread = 0; thread < assignment.threads(); thread++) {
                JoinInput input = join.newProbeInput();
                shares.add((first, step) -> probe(rows, input, first, step));
            }
            Shares.run(shares);
            join.finish();
        }
        JoinAnswer answer = new JoinAnswer();
        pairs.forEach(each -> answer.add(each.answer));
        return answer.toString();
    }

    private static void build(JoinRows rows, JoinInput input, long first, int step)
            throws Exception {
        byte[] record = new byte[2 * Long.BYTES];
        try (input) {
            for (long row = first; row < rows.build(); row += step) {
                add(input, record, rows.buildKey(row), row);
            }
        }
    }

    private static void probe(JoinRows rows, JoinInput input, long first, int step)
            throws Exception {
        byte[] record = new byte[2 * Long.BYTES];
        try (input) {
            for (long row = first; row < rows.probe(); row += step) {
                add(input, record, rows.probeKey(row), row);
            }
        }
    }

    private static void add(JoinInput input, byte[] record, long key, long payload)
            throws Exception {
        LONG.set(record, 0, key);
        LONG.set(record, Long.BYTES, payload);
        input.add(record, 0, Long.BYTES, record, Long.BYTES, Long.BYTES);
    }

    /** The pairs of one thread. */
    private static final class Pairs implements JoinConsumer {

        private final JoinAnswer answer = new JoinAnswer();

        @Override
        public void accept(JoinRecord left, JoinRecord right) {
            answer.add(
                    RawMemory.getLong(right.payloadAddress()),
                    RawMemory.getLong(left.payloadAddress()));
        }
    }
}
