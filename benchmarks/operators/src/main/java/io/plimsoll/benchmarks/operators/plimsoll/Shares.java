package io.plimsoll.benchmarks.operators.plimsoll;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that is shared among threads: thread {@code n} takes each row whose number leaves rest n.
 */
public final class Shares {

    private Shares() {}

    /** The work of one thread. */
    @FunctionalInterface
    public interface Share {
        /**
         * Does it.
         *
         * @param first number of the first row
         * @param step from one row to the next
         */
        void run(long first, int step) throws Exception;
    }

    /** Runs all shares, each on a thread of its own, to their end. */
    public static void run(List<? extends Share> shares) throws Exception {
        List<Callable<Void>> calls = new ArrayList<>();
        for (Share share : shares) {
            long first = calls.size();
            calls.add(() -> {
                share.run(first, shares.size());
                return null;
            });
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(shares.size())) {
            for (Future<Void> call : executor.invokeAll(calls)) {
                call.get();
            }
        }
    }
}
