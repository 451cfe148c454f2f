package io.plimsoll.plan.remedy;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Lever.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Changes after which a configuration has a plan.
 *
 * @param changes what to change, all of it together
 */
public record Remedy(List<Change> changes) {

    /**
     * The smaller change first: fewer options, values before removals, fewer bytes; of equals one
     * that gives before one that takes.
     */
    static final Comparator<Remedy> BY_SIZE_OF_CHANGE =
            Comparator.comparingInt((Remedy remedy) -> remedy.changes.size())
                    .thenComparingLong(Remedy::removals)
                    .thenComparing(Remedy::distance)
                    .thenComparing(Remedy::takes)
                    .thenComparing(Remedy::toString);

    /** Keeps a copy of the list. */
    public Remedy {
        changes = List.copyOf(changes);
    }

    /** Returns the configuration with the changes. */
    public Map<String, String> applied(Map<String, String> configuration) {
        Map<String, String> changed = new HashMap<>(configuration);
        for (Change change : changes) {
            String to = change.to();
            if (to == null) {
                changed.remove(change.option());
            } else {
                changed.put(change.option(), to);
            }
        }
        return changed;
    }

    private long removals() {
        return changes.stream().filter(change -> change.to() == null).count();
    }

    private boolean takes() {
        return changes.stream().anyMatch(Change::takes);
    }

    private ByteSize distance() {
        long bytes = 0;
        for (Change change : changes) {
            if (change.to() != null && change.kind() == Kind.SIZE) {
                bytes += Math.min(change.distance().bytes(), Long.MAX_VALUE / 8);
            } else {
                // How many bytes a fraction moves is for its planner to say: sizes come first.
                bytes += Long.MAX_VALUE / 8;
            }
        }
        return new ByteSize(bytes);
    }

    @Override
    public String toString() {
        return changes.stream().map(Change::toString).collect(Collectors.joining(", "));
    }
}
