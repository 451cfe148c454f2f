package io.plimsoll.memory.request;

import java.util.ArrayList;
import java.util.List;

/**
 * A switch that one thread turns, once, to end waits of others.
 *
 * <p>One switch may serve many requests: those of a job, say.
 *
 * <p><b>Threads:</b> any thread may call any method. Actions run on the thread that cancels, and
 * under no lock.
 */
public final class Cancellation {

    private final Object lock = new Object();
    private final List<Runnable> actions = new ArrayList<>(); // guarded by lock

    private volatile boolean cancelled; // written under lock

    /** Creates a switch that has not been turned. */
    public Cancellation() {}

    /** Ends every wait that was given this switch, now and later. Again has no effect. */
    public void cancel() {
        List<Runnable> due;
        synchronized (lock) {
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Runs an action when this is cancelled: at once if it has been. */
    public void onCancel(Runnable action) {
        synchronized (lock) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Forgets an action, if it has not run. */
    public void forget(Runnable action) {
        synchronized (lock) {
            actions.remove(action);
        }
    }
}
