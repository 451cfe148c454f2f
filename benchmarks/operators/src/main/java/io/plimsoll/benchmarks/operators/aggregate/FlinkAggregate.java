package io.plimsoll.benchmarks.operators.aggregate;

import io.plimsoll.benchmarks.operators.Assignment;
import io.plimsoll.benchmarks.operators.Contestant;
import io.plimsoll.benchmarks.operators.flink.FlinkEngine;
import io.plimsoll.benchmarks.operators.flink.LongKeyComputer;
import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.writer.BinaryRowWriter;
import org.apache.flink.table.runtime.operators.aggregate.BytesHashMapSpillMemorySegmentPool;
import org.apache.flink.table.runtime.operators.sort.BufferedKVExternalSorter;
import org.apache.flink.table.runtime.typeutils.BinaryRowDataSerializer;
import org.apache.flink.table.runtime.util.KeyValueIterator;
import org.apache.flink.table.runtime.util.collections.binary.BytesHashMap;
import org.apache.flink.table.runtime.util.collections.binary.BytesMap.LookupInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.util.MutableObjectIterator;
import org.jspecify.annotations.Nullable;

/**
 * Flink's hash aggregation as its planner generates it: a map on pages; when that is full, its
 * groups are sorted and written, and all are merged in the end.
 */
public final class FlinkAggregate implements Contestant {

    private static final int COUNT = 0;
    private static final int SUM = 1;
    private static final int MIN = 2;
    private static final int MAX = 3;
    private static final int VALUE_FIELDS = 4;
    private static final LogicalType NUMBER = new BigIntType();

    private final AggregateAnswer answer = new AggregateAnswer();
    private @Nullable BufferedKVExternalSorter sorter;

    @Override
    public String run(Assignment assignment) throws Exception {
        AggregateRows rows = AggregateRows.of(assignment);
        try (FlinkEngine engine = FlinkEngine.open(assignment)) {
            BytesHashMap map =
                    new BytesHashMap(
                            this,
                            engine.memory(),
                            engine.memoryBytes(),
                            new LogicalType[] {NUMBER},
                            new LogicalType[] {NUMBER, NUMBER, NUMBER, NUMBER});
            add(rows, map, engine);
            if (sorter == null) {
                readMap(map);
            } else {
                spill(map, sorter);
                map.free();
                merge(sorter);
                sorter.close();
            }
        }
        return answer.toString();
    }

    private void add(AggregateRows rows, BytesHashMap map, FlinkEngine engine) throws IOException {
        BinaryRowData key = new BinaryRowData(1);
        BinaryRowWriter keyWriter = new BinaryRowWriter(key);
        BinaryRowData fresh = new BinaryRowData(VALUE_FIELDS);
        BinaryRowWriter freshWriter = new BinaryRowWriter(fresh);
        for (long row = 0; row < rows.rows(); row++) {
            long value = AggregateRows.value(row);
            keyWriter.reset();
            keyWriter.writeLong(0, rows.key(row));
            keyWriter.complete();
            LookupInfo<BinaryRowData, BinaryRowData> found = map.lookup(key);
            if (found.isFound()) {
                update(found.getValue(), 1, value, value, value);
                continue;
            }
            freshWriter.reset();
            freshWriter.writeLong(COUNT, 1);
            freshWriter.writeLong(SUM, value);
            freshWriter.writeLong(MIN, value);
            freshWriter.writeLong(MAX, value);
            freshWriter.complete();
            try {
                map.append(found, fresh);
            } catch (EOFException full) {
                spill(map, sorter(engine));
                map.append(map.lookup(key), fresh);
            }
        }
    }

    private static void update(BinaryRowData state, long count, long sum, long min, long max) {
        state.setLong(COUNT, state.getLong(COUNT) + count);
        state.setLong(SUM, state.getLong(SUM) + sum);
        state.setLong(MIN, Math.min(state.getLong(MIN), min));
        state.setLong(MAX, Math.max(state.getLong(MAX), max));
    }

    private BufferedKVExternalSorter sorter(FlinkEngine engine) {
        BufferedKVExternalSorter existing = sorter;
        if (existing != null) {
            return existing;
        }
        BufferedKVExternalSorter fresh =
                new BufferedKVExternalSorter(
                        engine.io(),
                        new BinaryRowDataSerializer(1),
                        new BinaryRowDataSerializer(VALUE_FIELDS),
                        new LongKeyComputer(),
                        LongKeyComputer.COMPARATOR,
                        engine.memory().getPageSize(),
                        FlinkEngine.MAX_FILE_HANDLES,
                        FlinkEngine.COMPRESSION,
                        FlinkEngine.COMPRESSION_BLOCK_BYTES);
        sorter = fresh;
        return fresh;
    }

    private static void spill(BytesHashMap map, BufferedKVExternalSorter sorter)
            throws IOException {
        sorter.sortAndSpill(
                map.getRecordAreaMemorySegments(),
                map.getNumElements(),
                new BytesHashMapSpillMemorySegmentPool(map.getBucketAreaMemorySegments()));
        map.reset();
    }

    private void readMap(BytesHashMap map) throws IOException {
        KeyValueIterator<BinaryRowData, BinaryRowData> groups = map.getEntryIterator(false);
        while (groups.advanceNext()) {
            BinaryRowData state = groups.getValue();
            answer.add(
                    groups.getKey().getLong(0),
                    state.getLong(COUNT),
                    state.getLong(SUM),
                    state.getLong(MIN),
                    state.getLong(MAX));
        }
        map.free();
    }

    /** Neighbours with equal keys are one group. */
    private void merge(BufferedKVExternalSorter from) throws IOException {
        MutableObjectIterator<Tuple2<BinaryRowData, BinaryRowData>> states = from.getKVIterator();
        Tuple2<BinaryRowData, BinaryRowData> next =
                Tuple2.of(new BinaryRowData(1), new BinaryRowData(VALUE_FIELDS));
        BinaryRowData group = new BinaryRowData(VALUE_FIELDS);
        long groupKey = 0;
        boolean open = false;
        while ((next = states.next(next)) != null) {
            long key = next.f0.getLong(0);
            BinaryRowData state = next.f1;
            if (open && key == groupKey) {
                update(
                        group,
                        state.getLong(COUNT),
                        state.getLong(SUM),
                        state.getLong(MIN),
                        state.getLong(MAX));
                continue;
            }
            if (open) {
                finish(groupKey, group);
            }
            open = true;
            groupKey = key;
            group = state.copy(group);
        }
        if (open) {
            finish(groupKey, group);
        }
    }

    private void finish(long key, BinaryRowData group) {
        answer.add(
                key,
                group.getLong(COUNT),
                group.getLong(SUM),
                group.getLong(MIN),
                group.getLong(MAX));
    }
}
