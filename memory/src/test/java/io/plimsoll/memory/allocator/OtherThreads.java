package io.plimsoll.memory.allocator;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** Runs an action to its end on the thread that a test wants, so that a test stays a sequence. */
final class OtherThreads implements AutoCloseable {

    enum Who {
        THIS,
        ANOTHER,
        A_NEW_ONE,
        A_VIRTUAL_ONE
    }

    private final ExecutorService another = Executors.newSingleThreadExecutor();

    <T> T call(Who who, Callable<T> action) {
        try {
            return switch (who) {
                case THIS -> action.call();
                case ANOTHER -> another.submit(action).get();
                case A_NEW_ONE -> ended(Thread.ofPlatform(), action);
                case A_VIRTUAL_ONE -> ended(Thread.ofVirtual(), action);
            };
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(failure.getCause());
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    void run(Who who, Runnable action) {
        call(who, Executors.callable(action));
    }

    private static <T> T ended(Thread.Builder builder, Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = builder.start(task);
        thread.join();
        return task.get();
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        another.shutdownNow();
    }
}
