package io.plimsoll.spill.thread;

import io.plimsoll.spill.extent.ExtentScratch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads that let tasks take turns.
 *
 * <p>Thread rule: any thread.
 */
public final class IoThreads implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition submitted = lock.newCondition();

    /** Guarded by lock. */
    private final ArrayDeque<IoTask> queue = new ArrayDeque<>();

    /** Guarded by lock. */
    private boolean closed;

    private final List<Thread> threads = new ArrayList<>();

    /** Starts one thread for each scratch space, which it closes at its end. */
    public IoThreads(List<ExtentScratch> scratches) {
        try {
            for (ExtentScratch scratch : scratches) {
                Thread.Builder builder =
                        Thread.ofPlatform().name("plimsoll-io-" + threads.size()).daemon();
                threads.add(builder.start(() -> run(scratch)));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Queues a task; it must be neither queued nor running. */
    public void submit(IoTask task) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the I/O threads are closed");
            }
            queue.add(task);
            submitted.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets queued tasks finish, then ends the threads. Waits for them, through interrupts too. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            submitted.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(ExtentScratch scratch) {
        try (scratch) {
            IoTools tools = new IoTools(scratch);
            IoTask task = next(null);
            while (task != null) {
                boolean more = turn(task, tools);
                task = next(more ? task : null);
            }
        }
    }

    /** A task that throws must not take the thread with it: others would wait for ever. */
    private static boolean turn(IoTask task, IoTools tools) {
        try {
            return task.turn(tools);
        } catch (RuntimeException | Error e) {
            task.crashed(e);
            return false;
        }
    }

    /**
     * Puts {@code again} at the end of the queue and takes the first task, waiting for one; null
     * when closed and empty.
     */
    private @Nullable IoTask next(@Nullable IoTask again) {
        lock.lock();
        try {
            if (again != null) {
                queue.add(again);
            }
            while (queue.isEmpty() && !closed) {
                submitted.awaitUninterruptibly();
            }
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }
}
