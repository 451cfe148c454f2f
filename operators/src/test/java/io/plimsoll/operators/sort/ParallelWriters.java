package io.plimsoll.operators.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Adds records through all writers of a sorter at once. */
final class ParallelWriters {

    private static final int RECORDS_BETWEEN_PAUSES = 500;

    private ParallelWriters() {}

    static void add(List<byte[]> records, BinarySorter sorter) throws Exception {
        List<SortWriter> writers = new ArrayList<>();
        for (int i = 0; i < sorter.maxWriters(); i++) {
            writers.add(sorter.newWriter());
        }
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < writers.size(); i++) {
            int first = i;
            tasks.add(() -> addEvery(records, first, writers.size(), writers.get(first)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    private static boolean addEvery(List<byte[]> records, int first, int step, SortWriter writer)
            throws Exception {
        try (writer) {
            int added = 0;
            for (int i = first; i < records.size(); i += step) {
                writer.add(records.get(i), 0, records.get(i).length);
                if (++added % RECORDS_BETWEEN_PAUSES == 0) {
                    writer.pause();
                }
            }
            return true;
        }
    }
}
