package io.plimsoll.serde.container;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The collections of the JDK: what is declared, and what comes back. */
public enum CollectionKind {
    LIST,
    LINKED_LIST,
    DEQUE,
    SET,
    HASH_SET,
    SORTED_SET;

    /** Returns the kind of a class, or null if it is none of these. */
    public static @Nullable CollectionKind of(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.List",
                    "java.util.Collection",
                    "java.util.SequencedCollection",
                    "java.util.ArrayList" ->
                    LIST;
            case "java.util.LinkedList" -> LINKED_LIST;
            case "java.util.Deque", "java.util.Queue", "java.util.ArrayDeque" -> DEQUE;
            case "java.util.Set", "java.util.SequencedSet", "java.util.LinkedHashSet" -> SET;
            case "java.util.HashSet" -> HASH_SET;
            case "java.util.SortedSet", "java.util.NavigableSet", "java.util.TreeSet" -> SORTED_SET;
            default -> null;
        };
    }

    boolean isDistinct() {
        return compareTo(SET) >= 0;
    }

    @SuppressWarnings("JdkObsolete") // whoever declares a LinkedList gets one
    <E> Collection<E> make() {
        return switch (this) {
            case LIST -> new ArrayList<>();
            case LINKED_LIST -> new LinkedList<>();
            case DEQUE -> new ArrayDeque<>();
            case SET -> new LinkedHashSet<>();
            case HASH_SET -> new HashSet<>();
            case SORTED_SET -> new TreeSet<>();
        };
    }

    /** Refuses a set whose order would be lost. */
    static void checkOrder(@Nullable Comparator<?> comparator) {
        if (comparator != null && !comparator.equals(Comparator.naturalOrder())) {
            throw new IllegalArgumentException(
                    "comparator="
                            + comparator
                            + " (expected the natural order: a comparator cannot be written)");
        }
    }
}
