package io.plimsoll.serde.layout;

import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.SerializationException;

/**
 * How deep objects of a type that contains itself are inside each other, on each thread. Bytes that
 * lie, and objects that contain themselves, end here and not at the end of the stack.
 *
 * <p>Thread rule: any number of threads, each counts for itself.
 */
public final class Nesting {

    /** The objects of one type inside each other; small enough for the stack of any thread. */
    public static final int MAX_LEVELS = 256;

    private final ThreadLocal<int[]> levels = ThreadLocal.withInitial(() -> new int[1]);

    /** Creates a count. */
    public Nesting() {}

    /** Counts an object that is about to be read; {@link #leave} must follow unless it throws. */
    public void enter(DataInputView source) throws SerializationException {
        int[] level = levels.get();
        if (level[0] >= MAX_LEVELS) {
            throw new SerializationException(tooDeep(), source.getReadPosition());
        }
        level[0]++;
    }

    /**
     * Counts an object that is about to be written; {@link #leave} must follow unless it throws.
     *
     * @throws IllegalArgumentException if it is too deep
     */
    public void enter() {
        int[] level = levels.get();
        if (level[0] >= MAX_LEVELS) {
            throw new IllegalArgumentException(
                    tooDeep() + ": an object contains itself, or is a chain instead of a list");
        }
        level[0]++;
    }

    /** Ends what {@link #enter} began. */
    public void leave() {
        levels.get()[0]--;
    }

    private static String tooDeep() {
        return "nestedObjects=" + (MAX_LEVELS + 1) + " (expected at most " + MAX_LEVELS + ")";
    }
}
