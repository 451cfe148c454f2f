package io.plimsoll.benchmarks.operators.join;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.benchmarks.operators.Contestant;
import io.plimsoll.benchmarks.operators.flink.FlinkEngine;
import java.io.IOException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.writer.BinaryRowWriter;
import org.apache.flink.table.runtime.hashtable.LongHybridHashTable;
import org.apache.flink.table.runtime.typeutils.BinaryRowDataSerializer;
import org.apache.flink.table.runtime.util.RowIterator;

/** Flink's hybrid hash join for a key that is one number, as its planner generates it. */
public final class FlinkJoin implements Contestant {

    private static final int FIELDS = 2;

    /** Of a row: a word of its own, then its fields. */
    private static final int ROW_BYTES = (1 + FIELDS) * Long.BYTES;

    private final JoinAnswer answer = new JoinAnswer();

    @Override
    public String run(Assignment assignment) throws Exception {
        JoinRows rows = JoinRows.of(assignment);
        try (FlinkEngine engine = FlinkEngine.open(assignment)) {
            LongHybridHashTable table = new Table(this, engine, rows.build());
            BinaryRowData row = new BinaryRowData(FIELDS);
            BinaryRowWriter writer = new BinaryRowWriter(row);
            for (long i = 0; i < rows.build(); i++) {
                write(writer, rows.buildKey(i), i);
                table.putBuildRow(row);
            }
            table.endBuild();
            for (long i = 0; i < rows.probe(); i++) {
                write(writer, rows.probeKey(i), i);
                if (table.tryProbe(row)) {
                    addPairs(table, row);
                }
            }
            while (table.nextMatching()) {
                addPairs(table, table.getCurrentProbeRow());
            }
            if (!table.getPartitionsPendingForSMJ().isEmpty()) {
                throw new IOException("partitions are left that the hash table can't join");
            }
            table.close();
            table.free();
        }
        return answer.toString();
    }

    private static void write(BinaryRowWriter writer, long key, long payload) {
        writer.reset();
        writer.writeLong(0, key);
        writer.writeLong(1, payload);
        writer.complete();
    }

    private void addPairs(LongHybridHashTable table, RowData probe) throws IOException {
        RowIterator<BinaryRowData> matches = table.getBuildSideIterator();
        long payload = probe.getLong(1);
        while (matches.advanceNext()) {
            answer.add(matches.getRow().getLong(1), payload);
        }
    }

    /** Keys are first fields. */
    private static final class Table extends LongHybridHashTable {

        Table(Object owner, FlinkEngine engine, long buildRows) {
            super(
                    owner,
                    FlinkEngine.COMPRESSION,
                    FlinkEngine.COMPRESSION_BLOCK_BYTES,
                    new BinaryRowDataSerializer(FIELDS),
                    new BinaryRowDataSerializer(FIELDS),
                    engine.memory(),
                    engine.memoryBytes(),
                    engine.io(),
                    ROW_BYTES,
                    buildRows);
        }

        @Override
        public long getBuildLongKey(RowData row) {
            return row.getLong(0);
        }

        @Override
        public long getProbeLongKey(RowData row) {
            return row.getLong(0);
        }

        @Override
        public BinaryRowData probeToBinary(RowData row) {
            return (BinaryRowData) row;
        }
    }
}
