package io.plimsoll.memory.tracking;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Waits for objects that the collector found unreachable though their leases last. One daemon
 * thread for the process, started when the first lease is watched, never at the cheap levels.
 *
 * <p>A list of segments is lost at once as a rule. So it waits until no more come, and ends and
 * hands on all of them together.
 */
final class LostLeases extends Thread {

    /** The collector hands references over in one go; what comes later is another report. */
    private static final long QUIET_MILLIS = 50;

    /** Bounds a batch, so that a stream of losses is reported while it lasts. */
    private static final int MAX_BATCH = 100_000;

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

    /** Keeps what is watched for its own sake; a concurrent set. */
    private final Set<RootedWatch> rooted = ConcurrentHashMap.newKeySet();

    private LostLeases() {
        super("plimsoll-lost-leases");
        setDaemon(true);
    }

    /** A weak reference to the object of a lease; the tracker's live lease keeps it. */
    static final class Watch extends WeakReference<Object> {
        final Lease lease;
        final LeaseTracker tracker;

        Watch(Object object, Lease lease, LeaseTracker tracker) {
            super(object, Holder.THREAD.queue);
            this.lease = lease;
            this.tracker = tracker;
        }
    }

    /**
     * A weak reference to an object with all that it owns, kept by this thread alone. What is to be
     * done must not lead to the object, or it is never lost.
     */
    static final class RootedWatch extends WeakReference<Object> implements Runnable {
        private final Lease lease;
        private final Consumer<Lease> lost;

        RootedWatch(Object object, Lease lease, Consumer<Lease> lost) {
            super(object, Holder.THREAD.queue);
            this.lease = lease;
            this.lost = lost;
            Holder.THREAD.rooted.add(this);
        }

        /** Ends the watch. */
        @Override
        public void run() {
            Holder.THREAD.rooted.remove(this);
        }

        void tell() {
            if (Holder.THREAD.rooted.remove(this)) {
                lost.accept(lease);
            }
        }
    }

    @Override
    public void run() {
        while (true) {
            // whatever is thrown, other managers need this thread
            handle(this::runOnce);
        }
    }

    private void runOnce() {
        Map<LeaseTracker, List<Lease>> batch = new HashMap<>();
        try {
            gather(batch);
        } catch (InterruptedException ignored) {
            // nobody has a reason to stop this thread
        } finally {
            // what has been ended is handed on, whatever happened to the rest
            batch.forEach((tracker, leases) -> handle(() -> tracker.lose(leases)));
        }
    }

    private void gather(Map<LeaseTracker, List<Lease>> batch) throws InterruptedException {
        Object found = queue.remove();
        for (int count = 0; found != null && count < MAX_BATCH; count++) {
            Object lost = found;
            handle(() -> end(lost, batch));
            found = queue.remove(QUIET_MILLIS);
        }
    }

    private static void end(Object found, Map<LeaseTracker, List<Lease>> batch) {
        if (found instanceof RootedWatch watch) {
            watch.tell();
        } else if (found instanceof Watch watch && watch.tracker.end(watch.lease, null)) {
            batch.computeIfAbsent(watch.tracker, _ -> new ArrayList<>()).add(watch.lease);
        }
    }

    /** One manager's trouble, an Error too, must not keep others from their reports. */
    static void handle(Runnable report) {
        try {
            report.run();
        } catch (Throwable failed) {
            try {
                System.getLogger(LostLeases.class.getName())
                        .log(System.Logger.Level.WARNING, "lost leases were not reported", failed);
            } catch (Throwable unsaid) {
                // short of memory, or a log that throws: there is no other way to say so
            }
        }
    }

    private static final class Holder {
        static final LostLeases THREAD = new LostLeases();

        static {
            THREAD.start();
        }
    }
}
