package io.plimsoll.operators.memory;

import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is at an operator that is used by one thread at a time: its user's, or somebody's
 * who lacks memory and has it spill.
 *
 * <p>The user's thread calls {@link #enter} and {@link #exit} around each call. In between the
 * operator is not spilled, but at its own safe points. Outside, the same thread may have it spill
 * while it works in another operator; any other thread may only once the operator {@linkplain #rest
 * rests}. A user may go on with another thread at any time, as one does that hands an object over.
 *
 * <p>Threads: as said above. {@code inside} belongs to the owner; the rest is guarded by {@code
 * this}, but that the owner may read itself without.
 */
public final class OperatorTurn {

    /** The thread that uses the operator; null while it rests. */
    private volatile @Nullable Thread owner;

    private boolean inside;
    private boolean spilling;

    /** Begins a call of the operator. Waits for somebody who has it spill. */
    public void enter() {
        if (!isCaller(owner)) {
            takeOver();
        }
        inside = true;
    }

    /** Ends a call of the operator. */
    public void exit() {
        inside = false;
    }

    /** Says that the user won't be back for a while: any thread may have the operator spill. */
    public synchronized void rest() {
        inside = false;
        owner = null;
    }

    /** Whether the calling thread may have the operator spill now. */
    boolean isFree() {
        Thread user = owner;
        return isCaller(user) ? !inside : user == null || !user.isAlive();
    }

    @SuppressWarnings("ReferenceEquality") // a thread is itself and no other
    private static boolean isCaller(@Nullable Thread thread) {
        return thread == Thread.currentThread();
    }

    /** Begins to spill; false when the operator is in use. */
    synchronized boolean tryBegin() {
        if (spilling || !isFree()) {
            return false;
        }
        spilling = true;
        return true;
    }

    /** Ends what {@link #tryBegin} began. */
    synchronized void end() {
        spilling = false;
        notifyAll();
    }

    /** Steps outside for a moment, at a safe point of the owner's; says whether it was inside. */
    boolean stepOut() {
        boolean wasInside = inside;
        inside = false;
        return wasInside;
    }

    /** Ends what {@link #stepOut} began. */
    void stepIn(boolean wasInside) {
        inside = wasInside;
    }

    /** Waits for whoever has the operator spill, and keeps others out from now on. */
    synchronized void takeOver() {
        boolean interrupted = false;
        while (spilling) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        owner = Thread.currentThread();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
