package io.plimsoll.memory;

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
final class AllocatorList {

    private final CopyOnWriteArrayList<WeakReference<AllocatorFigures.Source>> sources =
            new CopyOnWriteArrayList<>();

    void add(AllocatorFigures.Source source) {
        sources.removeIf(known -> known.refersTo(null));
        sources.add(new WeakReference<>(source));
    }

    void remove(AllocatorFigures.Source source) {
        sources.removeIf(known -> known.refersTo(source));
    }

    List<AllocatorFigures> figures() {
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
