package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.RoomSearch.Found;
import io.plimsoll.memory.budget.allowance.ByteSlack;

/**
 * Reserves bytes and takes them back.
 *
 * <p>Of the bytes granted to a leaf, each open cell of its {@link ByteSlack} stands for one
 * quantum, part of which is reserved; the rest of what is granted is reserved directly.
 *
 * <p><b>Threads:</b> every method needs the lock of the {@link PoolTree}.
 */
final class ByteGrants {

    /** A quantum is at most this part of the budget. */
    private static final int QUANTA_PER_BUDGET = 256;

    private static final int MAX_QUANTUM_BYTES = 1 << 20;

    private final RoomSearch search;
    private final int stripes;
    private final int pageSizeBytes;
    private int quantumBytes;

    ByteGrants(RoomSearch search, int stripes, long budgetBytes, int pageSizeBytes) {
        this.search = search;
        this.stripes = stripes;
        this.pageSizeBytes = pageSizeBytes;
        setBudget(budgetBytes);
    }

    /** Says how large the budget is now; nothing must be at hand anywhere. */
    void setBudget(long budgetBytes) {
        quantumBytes =
                Math.clamp(
                        budgetBytes / QUANTA_PER_BUDGET,
                        Math.min(pageSizeBytes, MAX_QUANTUM_BYTES),
                        MAX_QUANTUM_BYTES);
    }

    /**
     * Reserves bytes for which slack did not suffice.
     *
     * @param mayKeep whether the pool may keep slack
     */
    boolean reserve(PoolNode leaf, long bytes, boolean mayKeep) {
        leaf.notePeak();
        if (mayKeep && bytes <= quantumBytes / 2) {
            closeHome(leaf);
            if (hasAmpleRoom(leaf)) {
                leaf.grantedBytes += quantumBytes;
                search.charge(leaf, quantumBytes, Found.ROOM);
                openSlack(leaf, quantumBytes - bytes);
                leaf.notePeak();
                return true;
            }
        }
        return reserveDirectly(leaf, bytes);
    }

    private boolean hasAmpleRoom(PoolNode leaf) {
        return quantumBytes <= leaf.roomBytes() && quantumBytes <= leaf.allowance.holdRoomBytes();
    }

    private boolean reserveDirectly(PoolNode leaf, long bytes) {
        Found found = search.find(leaf, bytes);
        if (found != Found.ROOM && found != Found.LOAN) {
            return false;
        }
        leaf.grantedBytes += bytes;
        search.charge(leaf, bytes, found);
        leaf.notePeak();
        return true;
    }

    /** Gives the slack of this thread's cell back; what it has reserved is reserved directly. */
    private long closeHome(PoolNode leaf) {
        ByteSlack slack = leaf.slack;
        long bytes = slack == null ? 0 : slack.closeHome();
        returnBytes(leaf, bytes);
        return bytes;
    }

    private void returnBytes(PoolNode leaf, long bytes) {
        leaf.grantedBytes -= bytes;
        search.giveBack(leaf, bytes);
    }

    /**
     * Gives reserved bytes back that this thread's cell could not take.
     *
     * @param mayKeep whether the pool may keep slack
     * @throws IllegalStateException if there are fewer; nothing has changed then
     */
    void unreserve(PoolNode leaf, long bytes, boolean mayKeep) {
        leaf.notePeak();
        if (bytes <= quantumBytes / 2) {
            long slackBytes = closeHome(leaf);
            requireReserved(leaf, bytes);
            returnBytes(leaf, bytes);
            if (mayKeep) {
                openHome(leaf, slackBytes + bytes);
            }
        } else {
            requireReserved(leaf, bytes);
            returnBytes(leaf, bytes);
        }
    }

    /**
     * Opens this thread's cell for traffic in both directions, if what just came back suffices for
     * its slack and what is reserved directly for the rest.
     */
    private void openHome(PoolNode leaf, long returnedBytes) {
        long reserved = Math.min(directBytes(leaf), quantumBytes / 2);
        long slackBytes = quantumBytes - reserved;
        if (slackBytes <= returnedBytes) {
            leaf.grantedBytes += slackBytes;
            leaf.allowance.take(slackBytes);
            openSlack(leaf, slackBytes);
        }
    }

    private void requireReserved(PoolNode leaf, long bytes) {
        if (bytes > directBytes(leaf)) {
            search.empty(leaf);
        }
        if (bytes > leaf.grantedBytes) {
            throw new IllegalStateException(
                    "bytes=%d of pool %s (expected at most the %d reserved)"
                            .formatted(bytes, leaf.path(), leaf.grantedBytes));
        }
    }

    private static long directBytes(PoolNode leaf) {
        ByteSlack slack = leaf.slack;
        return slack == null ? leaf.grantedBytes : leaf.grantedBytes - slack.chargedBytes();
    }

    private void openSlack(PoolNode leaf, long slackBytes) {
        ByteSlack slack = leaf.slack;
        if (slack == null || slack.quantumBytes() != quantumBytes) {
            slack = new ByteSlack(stripes, quantumBytes);
            leaf.slack = slack;
        }
        search.noteStock(leaf);
        slack.openHome(slackBytes);
    }
}
