package io.plimsoll.operators.aggregate;

import io.plimsoll.operators.aggregate.partition.Partitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of the writers' tables, a partition at a time, on several threads.
 *
 * <p>For one thread, which waits for the others.
 */
final class TableMerge {

    private final Partitions partitions;
    private final List<LocalTable> tables;
    private final AtomicInteger next = new AtomicInteger();

    TableMerge(Partitions partitions, List<LocalTable> tables) {
        this.partitions = partitions;
        this.tables = tables;
    }

    void run(int threadCount) throws IOException {
        tables.forEach(LocalTable::prepareToMerge);
        if (tables.size() < 2) {
            work();
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            Callable<@Nullable Void> task =
                    () -> {
                        work();
                        return null;
                    };
            List<Future<@Nullable Void>> parts = new ArrayList<>();
            for (int i = 0; i < threadCount; i++) {
                parts.add(threads.submit(task));
            }
            for (Future<@Nullable Void> part : parts) {
                await(part);
            }
        }
    }

    private void work() throws IOException {
        for (int i = next.getAndIncrement(); i < partitions.count(); i = next.getAndIncrement()) {
            for (LocalTable table : tables) {
                table.moveTo(partitions, i);
            }
        }
    }

    private static void await(Future<@Nullable Void> part) throws IOException {
        try {
            part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while merging", e);
        }
    }
}
