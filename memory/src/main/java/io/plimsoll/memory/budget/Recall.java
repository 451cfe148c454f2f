package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.allowance.Allowance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memory that was lent and is wanted back: from whom, and how much in all.
 *
 * <p><b>Threads:</b> for one thread, which lacks the memory: it makes this under the lock of the
 * {@link PoolTree}, runs it after leaving the lock, and ends it under the lock again.
 */
final class Recall {

    private record Borrower(LoanEvictor evictor, int priority, long borrowedBytes) {}

    private final PoolNode by;
    private final Allowance full;
    private final long borrowedBefore;
    private final long missingBytes;
    private final List<Borrower> borrowers = new ArrayList<>();

    private boolean helped;

    private Recall(PoolNode by, Allowance full, long missingBytes) {
        this.by = by;
        this.full = full;
        this.borrowedBefore = full.borrowedBytes();
        this.missingBytes = missingBytes;
    }

    /** What must come back for a pool, itself or one above it, to hold some bytes more. */
    static Recall of(PoolNode by, PoolNode full, long bytes) {
        Allowance allowance = full.allowance;
        long room = allowance.ceilingBytes() - allowance.heldBytes();
        Recall recall = new Recall(by, allowance, bytes - room);
        recall.addBorrowers(full);
        recall.borrowers.sort(
                Comparator.comparingInt(Borrower::priority)
                        .thenComparing(Borrower::borrowedBytes, Comparator.reverseOrder()));
        return recall;
    }

    private void addBorrowers(PoolNode pool) {
        LoanEvictor evictor = pool.evictor();
        if (pool.children.isEmpty() && evictor != null && pool.allowance.borrowedBytes() > 0) {
            borrowers.add(new Borrower(evictor, pool.priority(), pool.allowance.borrowedBytes()));
        }
        for (PoolNode child : pool.children) {
            addBorrowers(child);
        }
    }

    /** Takes the memory back, from the lowest priority first. */
    void run() {
        long missing = missingBytes;
        for (Borrower borrower : borrowers) {
            if (missing > 0) {
                missing -= borrower.evictor.evict(Math.min(missing, borrower.borrowedBytes), by);
            }
        }
    }

    /** Notes whether memory has come back, whatever the evictors said. */
    void noteOutcome() {
        helped = full.borrowedBytes() < borrowedBefore;
    }

    /** Whether memory has come back. */
    boolean hasHelped() {
        return helped;
    }
}
