package io.plimsoll.operators.join.pass;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a join: the caller's, and as many more as there are workers beside the first.
 *
 * <p>For one thread.
 */
public final class Workers implements AutoCloseable {

    private final int count;
    private final Runnable onFailure;
    private final ExecutorService threads;

    /**
     * Creates them; they start when they are needed.
     *
     * @param onFailure tells the others that one of them has failed
     */
    public Workers(int count, Runnable onFailure) {
        this.count = count;
        this.onFailure = onFailure;
        this.threads =
                Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "plimsoll-join");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** What each worker does. */
    @FunctionalInterface
    public interface Task {

        /** Does the share of a worker, of which the first is 0. */
        void run(int worker) throws IOException;
    }

    public int count() {
        return count;
    }

    /** Runs a task on all workers at a time, and waits for all; what the first threw is thrown. */
    public void run(Task task) throws IOException {
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int worker = i;
            others.add(
                    threads.submit(() -> {
                        runOne(task, worker);
                        return null;
                    }));
        }
        Throwable failure = null;
        try {
            runOne(task, 0);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        for (Future<?> other : others) {
            failure = first(failure, await(other));
        }
        rethrow(failure);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void runOne(Task task, int worker) throws IOException {
        boolean done = false;
        try {
            task.run(worker);
            done = true;
        } finally {
            if (!done) {
                onFailure.run();
            }
        }
    }

    /** A cancelled worker was cancelled because of what another met. */
    private static @Nullable Throwable first(@Nullable Throwable one, @Nullable Throwable other) {
        if (one == null || one instanceof CancellationException) {
            return other == null ? one : other;
        }
        return one;
    }

    private @Nullable Throwable await(Future<?> other) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    other.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                    onFailure.run();
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while joining");
                }
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
