package io.plimsoll.memory.allocator.run;

import org.jspecify.annotations.Nullable;

/**
 * The return of all runs of an allocator that closes: one that cannot be given back keeps none of
 * the others.
 *
 * <p><b>Threads:</b> for one only.
 */
public final class FinalReturn {

    private final PageRuns runs;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    public FinalReturn(PageRuns runs) {
        this.runs = runs;
    }

    /** Gives back a run, and throws nothing for now. */
    public void give(PageRun run) {
        try {
            runs.give(run);
        } catch (RuntimeException broken) {
            failure = failure == null ? broken : failure;
        } catch (Error broken) {
            error = error == null ? broken : error;
        }
    }

    /** Throws what was thrown first meanwhile, an error rather than an exception. */
    public void finish() {
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
    }
}
