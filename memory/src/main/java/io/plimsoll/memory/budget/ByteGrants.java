package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.RoomSearch.Found;

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
    private final int quantumBytes;

    ByteGrants(RoomSearch search, int stripes, long budgetBytes, int pageSizeBytes) {
        this.search = search;
        this.stripes = stripes;
        this.quantumBytes =
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
        closeHome(leaf);
        if (mayKeep && hasAmpleRoom(leaf, bytes)) {
            leaf.grantedBytes += bytes + quantumBytes;
            leaf.allowance.take(bytes + quantumBytes);
            slackOf(leaf).openHome(quantumBytes);
            return true;
        }
        Found found = search.find(leaf, bytes);
        if (found == Found.ROOM) {
            leaf.allowance.take(bytes);
        } else if (found == Found.LOAN) {
            leaf.allowance.borrow(bytes);
        } else {
            return false;
        }
        leaf.grantedBytes += bytes;
        return true;
    }

    private boolean hasAmpleRoom(PoolNode leaf, long bytes) {
        return bytes <= leaf.roomBytes() - quantumBytes
                && bytes <= leaf.allowance.holdRoomBytes() - quantumBytes;
    }

    /** Gives the slack of this thread's cell back; what it has reserved is reserved directly. */
    private static void closeHome(PoolNode leaf) {
        ByteSlack slack = leaf.slack;
        if (slack != null) {
            long bytes = slack.closeHome();
            if (bytes > 0) {
                leaf.grantedBytes -= bytes;
                leaf.allowance.giveBack(bytes);
            }
        }
    }

    /**
     * Gives reserved bytes back that were not reserved through this thread's cell.
     *
     * @param mayKeep whether the pool may keep slack
     * @throws IllegalStateException if there are fewer; nothing has changed then
     */
    void unreserve(PoolNode leaf, long bytes, boolean mayKeep) {
        leaf.notePeak();
        closeHome(leaf);
        if (bytes > directBytes(leaf)) {
            search.empty(leaf);
        }
        if (bytes > directBytes(leaf)) {
            throw new IllegalStateException(
                    "bytes=%d of pool %s (expected at most the %d reserved)"
                            .formatted(bytes, leaf.path(), leaf.grantedBytes));
        }
        long kept = mayKeep ? Math.min(bytes, quantumBytes / 2) : 0;
        // a cell stands for a quantum: what is no slack of it must be reserved
        boolean keeps = kept > 0 && directBytes(leaf) - bytes >= quantumBytes - kept;
        long returned = keeps ? bytes - kept : bytes;
        leaf.grantedBytes -= returned;
        leaf.allowance.giveBack(returned);
        if (keeps) {
            slackOf(leaf).openHome(kept);
        }
    }

    private static long directBytes(PoolNode leaf) {
        ByteSlack slack = leaf.slack;
        return slack == null ? leaf.grantedBytes : leaf.grantedBytes - slack.chargedBytes();
    }

    private ByteSlack slackOf(PoolNode leaf) {
        ByteSlack slack = leaf.slack;
        if (slack == null) {
            slack = new ByteSlack(stripes, quantumBytes);
            leaf.slack = slack;
        }
        return slack;
    }
}
