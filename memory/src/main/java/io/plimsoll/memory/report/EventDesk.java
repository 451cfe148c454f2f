package io.plimsoll.memory.report;

import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.snapshot.EventCounts;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.snapshot.PressureChange;
import io.plimsoll.memory.snapshot.ReclaimFigures;
import io.plimsoll.memory.snapshot.WaiterFigures;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Hands events on to all listeners of a manager, and counts them.
 *
 * <p>Events that arise where a lock may be held are queued, and handed on in order by a virtual
 * thread that lives as long as there are any.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class EventDesk implements MemoryListener {

    /** What listeners can be behind before events are dropped. */
    private static final int MAX_QUEUED = 10_000;

    private final List<MemoryListener> listeners;
    private final Set<MemoryListener> broken = ConcurrentHashMap.newKeySet();

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();

    /** Events queued and not handed on yet; whoever raises it from 0 starts the thread. */
    private final AtomicInteger queued = new AtomicInteger();

    private final LongAdder pressureChanges = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder denials = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder reclaims = new LongAdder();
    private final LongAdder leaks = new LongAdder();
    private final LongAdder leakedBytes = new LongAdder();
    private final LongAdder misuses = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** Creates a desk with its first listener, which takes leaks only, and others. */
    public EventDesk(List<MemoryListener> listeners) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Adds a listener after those that were added before. */
    public void add(MemoryListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void remove(MemoryListener listener) {
        listeners.remove(listener);
    }

    /** How many events there were of each kind. */
    public EventCounts counts() {
        return new EventCounts(
                pressureChanges.sum(),
                waits.sum(),
                denials.sum(),
                refusals.sum(),
                reclaims.sum(),
                leaks.sum(),
                leakedBytes.sum(),
                misuses.sum(),
                failures.sum(),
                dropped.sum());
    }

    @Override
    public void onPressure(PressureChange change) {
        pressureChanges.increment();
        if (hasListeners()) {
            later(() -> tell(listener -> listener.onPressure(change)));
        }
    }

    /** Whether anybody listens besides the first one, who takes leaks only. */
    private boolean hasListeners() {
        return listeners.size() > 1;
    }

    @Override
    public void onWait(WaiterFigures waiter) {
        waits.increment();
        tell(listener -> listener.onWait(waiter));
    }

    @Override
    public void onDenial(MemoryDenial denial) {
        denials.increment();
        tell(listener -> listener.onDenial(denial));
    }

    /** Counts an answer that was no, of a method that only tried. */
    public void noteRefusal() {
        refusals.increment();
    }

    @Override
    public void onReclaim(ReclaimFigures reclaim) {
        reclaims.increment();
        tell(listener -> listener.onReclaim(reclaim));
    }

    /** Counts a reclaim that arose where locks may be held, and tells of it later. */
    public void onRecall(ReclaimFigures recall) {
        reclaims.increment();
        if (hasListeners()) {
            later(() -> tell(listener -> listener.onReclaim(recall)));
        }
    }

    @Override
    public void onLeak(LeakReport report) {
        leaks.increment();
        leakedBytes.add(report.bytes());
        tell(listener -> listener.onLeak(report));
    }

    @Override
    public void onMisuse(MisuseReport report) {
        misuses.increment();
        later(() -> tell(listener -> listener.onMisuse(report)));
    }

    private void tell(Consumer<MemoryListener> event) {
        for (MemoryListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error failed) {
                noteFailure(listener, failed);
            }
        }
    }

    private void noteFailure(MemoryListener listener, Throwable failed) {
        failures.increment();
        if (broken.add(listener)) {
            System.getLogger(LeakLog.LOGGER)
                    .log(
                            System.Logger.Level.WARNING,
                            "a memory listener failed; this is logged once for each",
                            failed);
        }
    }

    private void later(Runnable event) {
        int before = queued.getAndIncrement();
        if (before >= MAX_QUEUED) {
            queued.getAndDecrement();
            dropped.increment();
            return;
        }
        queue.add(event);
        if (before == 0) {
            Thread.ofVirtual().name("memory events").start(this::handOn);
        }
    }

    private void handOn() {
        do {
            Runnable event = queue.poll();
            while (event == null) {
                // counted, and about to be added
                Thread.onSpinWait();
                event = queue.poll();
            }
            event.run();
        } while (queued.decrementAndGet() > 0);
    }
}
