package io.plimsoll.operators.aggregate.function;

/**
 * A function that keeps one byte string for each group, its <em>value</em>.
 *
 * <p>What is offered to it leaves the value as it is, replaces it, or makes a new one of both,
 * which the function leaves in {@link #result} then.
 */
public abstract non-sealed class ValueFunction extends AttachedFunction {

    /** The value stays as it is. */
    public static final int KEEP = 0;

    /** What was offered is the value from now on. */
    public static final int REPLACE = 1;

    /** The value is what is in {@link #result} from now on. */
    public static final int RESULT = 2;

    private byte[] result = new byte[64];
    private int resultBytes;

    /**
     * Takes a first value, which a group was offered.
     *
     * @return {@link #REPLACE} or {@link #RESULT}
     */
    public int offerFirst(byte[] offered, int offset, int lengthBytes) {
        return REPLACE;
    }

    /** Takes a value for a group that has one at an address. */
    public abstract int offer(
            long current, int currentBytes, byte[] offered, int offset, int lengthBytes);

    /** Combines the value at an address with one that was kept elsewhere for the same group. */
    public abstract int merge(long current, int currentBytes, long other, int otherBytes);

    /** How much room a new value of so many bytes is given, so that it can grow in place. */
    public int capacityFor(int lengthBytes) {
        return lengthBytes;
    }

    @Override
    public abstract ValueFunction duplicate();

    /** The new value after {@link #RESULT}. */
    public final byte[] result() {
        return result;
    }

    /** Its length. */
    public final int resultBytes() {
        return resultBytes;
    }

    /** Room for a new value of so many bytes, which the caller writes to {@link #result}. */
    protected final byte[] openResult(int lengthBytes) {
        if (result.length < lengthBytes) {
            result = new byte[Math.max(lengthBytes, 2 * result.length)];
        }
        resultBytes = lengthBytes;
        return result;
    }
}
