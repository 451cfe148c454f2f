package io.plimsoll.benchmarks.operators.sort;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.benchmarks.operators.Contestant;
import io.plimsoll.benchmarks.operators.plimsoll.Jobs;
import io.plimsoll.benchmarks.operators.plimsoll.Shares;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.Job;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortWriter;
import io.plimsoll.operators.sort.SortedRecords;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The sorter of byte strings. Each thread adds every so manieth row; one thread reads. */
public final class PlimsollSort implements Contestant {

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    @Override
    public String run(Assignment assignment) throws Exception {
        SortRows rows = SortRows.of(assignment);
        int threads = assignment.threads();
        try (Job job = Jobs.open(assignment);
                BinarySorter sorter =
                        BinarySorter.options()
                                .writers(threads)
                                .keyed(true)
                                .open(job.pool(), job.io())) {
            add(rows, sorter, threads);
            try (SortedRecords sorted = sorter.finish()) {
                return read(sorted, rows.answerWord());
            }
        }
    }

    private static void add(SortRows rows, BinarySorter sorter, int threads) throws Exception {
        List<Shares.Share> shares = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            SortWriter writer = sorter.newWriter();
            shares.add((first, step) -> add(rows, writer, first, step));
        }
        Shares.run(shares);
    }

    private static void add(SortRows rows, SortWriter writer, long first, int step)
            throws IOException {
        byte[] key = new byte[Long.BYTES];
        byte[] payload = new byte[rows.payloadWords() * Long.BYTES];
        try (writer) {
            for (long row = first; row < rows.rows(); row += step) {
                long number = SortRows.key(row);
                BIG_ENDIAN.set(key, 0, number ^ Long.MIN_VALUE);
                for (int word = 0; word < rows.payloadWords(); word++) {
                    WORDS.set(payload, word * Long.BYTES, SortRows.payload(number, word + 1));
                }
                writer.add(key, key.length, payload, 0, payload.length);
            }
        }
    }

    private static String read(SortedRecords sorted, int answerWord) throws IOException {
        SortAnswer answer = new SortAnswer();
        while (sorted.next()) {
            long payload = sorted.payloadAddress();
            long key = RawMemory.getLongBigEndian(payload - Long.BYTES) ^ Long.MIN_VALUE;
            answer.add(key, RawMemory.getLong(payload + (answerWord - 1L) * Long.BYTES));
        }
        return answer.toString();
    }
}
