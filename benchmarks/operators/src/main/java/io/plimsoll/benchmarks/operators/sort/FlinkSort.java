package io.plimsoll.benchmarks.operators.sort;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.benchmarks.operators.Contestant;
import io.plimsoll.benchmarks.operators.flink.FlinkEngine;
import io.plimsoll.benchmarks.operators.flink.LongKeyComputer;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.writer.BinaryRowWriter;
import org.apache.flink.table.runtime.operators.sort.BinaryExternalSorter;
import org.apache.flink.table.runtime.typeutils.AbstractRowDataSerializer;
import org.apache.flink.table.runtime.typeutils.BinaryRowDataSerializer;
import org.apache.flink.util.MutableObjectIterator;

/** Flink's external sorter of binary rows: one thread adds, others sort, spill and merge. */
public final class FlinkSort implements Contestant {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // rows are binary already, as they are in Flink
    public String run(Assignment assignment) throws Exception {
        SortRows rows = SortRows.of(assignment);
        // A row has a word of its own before its fields, in place of one of them.
        int fields = rows.payloadWords();
        try (FlinkEngine engine = FlinkEngine.open(assignment)) {
            BinaryRowDataSerializer serializer = new BinaryRowDataSerializer(fields);
            BinaryExternalSorter sorter =
                    new BinaryExternalSorter(
                            this,
                            engine.memory(),
                            engine.memoryBytes(),
                            engine.io(),
                            (AbstractRowDataSerializer) serializer,
                            serializer,
                            new LongKeyComputer(),
                            LongKeyComputer.COMPARATOR,
                            FlinkEngine.MAX_FILE_HANDLES,
                            FlinkEngine.COMPRESSION,
                            FlinkEngine.COMPRESSION_BLOCK_BYTES,
                            false);
            sorter.startThreads();
            try (sorter) {
                add(rows, fields, sorter);
                return read(sorter.getIterator(), fields, rows.answerWord());
            }
        }
    }

    private static void add(SortRows rows, int fields, BinaryExternalSorter sorter)
            throws Exception {
        BinaryRowData row = new BinaryRowData(fields);
        BinaryRowWriter writer = new BinaryRowWriter(row);
        for (long i = 0; i < rows.rows(); i++) {
            long key = SortRows.key(i);
            writer.reset();
            writer.writeLong(0, key);
            for (int word = 1; word < fields; word++) {
                writer.writeLong(word, SortRows.payload(key, word));
            }
            writer.complete();
            sorter.write(row);
        }
    }

    private static String read(
            MutableObjectIterator<BinaryRowData> sorted, int fields, int answerWord)
            throws Exception {
        SortAnswer answer = new SortAnswer();
        BinaryRowData row = new BinaryRowData(fields);
        while ((row = sorted.next(row)) != null) {
            answer.add(row.getLong(0), row.getLong(answerWord));
        }
        return answer.toString();
    }
}
