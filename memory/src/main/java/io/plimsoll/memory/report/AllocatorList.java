package io.plimsoll.memory.report;

import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The allocators on pages of a manager's pools, for its snapshots. They are not kept from being
 * collected.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class AllocatorList {

    private final CopyOnWriteArrayList<WeakReference<AllocatorFigures.Source>> sources =
            new CopyOnWriteArrayList<>();

    /** Adds one. */
    public void add(AllocatorFigures.Source source) {
        sources.removeIf(known -> known.refersTo(null));
        sources.add(new WeakReference<>(source));
    }

    /** Removes one. */
    public void remove(AllocatorFigures.Source source) {
        sources.removeIf(known -> known.refersTo(source));
    }

    /** The figures of those that are still there. */
    public List<AllocatorFigures> figures() {
        List<AllocatorFigures> all = new ArrayList<>();
        for (WeakReference<AllocatorFigures.Source> known : sources) {
            AllocatorFigures.Source source = known.get();
            if (source != null) {
                all.add(source.figures());
            }
        }
        return all;
    }
}
