package io.plimsoll.spill.fault;

import io.plimsoll.spill.fault.Fault.Operation;
import java.nio.file.Path;
import java.util.Random;

/**
 * A fault and when it strikes: at every operation that it concerns, unless narrowed.
 *
 * <p>Thread rule: any thread.
 */
public final class ArmedFault {

    private final Fault fault;

    // Guarded by this: everything below.
    private Path below;
    private int spared;
    private int timesLeft = Integer.MAX_VALUE;
    private double share = 1;
    private Random random = new Random(0);
    private int met;

    ArmedFault(Fault fault) {
        this.fault = fault;
    }

    /** Only files below {@code directory}. */
    public synchronized ArmedFault below(Path directory) {
        this.below = directory.toAbsolutePath().normalize();
        return this;
    }

    /** The first {@code operations} go well. */
    public synchronized ArmedFault after(int operations) {
        this.spared = operations;
        return this;
    }

    /** Only so many times. */
    public synchronized ArmedFault times(int times) {
        this.timesLeft = times;
        return this;
    }

    /** Only a part of the operations, 0 to 1, at random. */
    public synchronized ArmedFault share(double share, long seed) {
        this.share = share;
        this.random = new Random(seed);
        return this;
    }

    /** How many operations have met it. */
    public synchronized int met() {
        return met;
    }

    /** What goes wrong. */
    public Fault fault() {
        return fault;
    }

    synchronized boolean strikes(Operation operation, Path path) {
        if (!fault.concerns(operation)
                || (below != null && !path.startsWith(below))
                || timesLeft == 0
                || spared-- > 0
                || random.nextDouble() >= share) {
            return false;
        }
        spared = 0;
        timesLeft--;
        met++;
        return true;
    }
}
