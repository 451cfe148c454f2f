package io.plimsoll.memory.budget.loan;

import io.plimsoll.memory.budget.allowance.Allowance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memory that was lent and is wanted back: from whom, and how much in all.
 *
 * <p><b>Threads:</b> for one thread, which lacks the memory: it makes this under the lock of the
 * tree of pools, runs it after leaving the lock, and ends it under the lock again.
 */
public final class Recall {

    private record Borrower(LoanEvictor evictor, int priority, long borrowedBytes) {}

    private final Lacking by;
    private final Allowance full;
    private final long borrowedBefore;
    private final long missingBytes;
    private final List<Borrower> borrowers = new ArrayList<>();

    private boolean helped;

    /**
     * Begins a list of those from whom to take what must come back for a pool to hold some bytes
     * more.
     *
     * @param full of that pool, or of one above it
     */
    public Recall(Lacking by, Allowance full, long bytes) {
        long room = full.ceilingBytes() - full.heldBytes();
        this.by = by;
        this.full = full;
        this.borrowedBefore = full.borrowedBytes();
        this.missingBytes = bytes - room;
    }

    /** Adds a pool that lives on loans, before this is run. */
    public void add(LoanEvictor evictor, int priority, long borrowedBytes) {
        borrowers.add(new Borrower(evictor, priority, borrowedBytes));
    }

    /** Takes the memory back, from the lowest priority first, and there from the largest. */
    public void run() {
        borrowers.sort(
                Comparator.comparingInt(Borrower::priority)
                        .thenComparing(Borrower::borrowedBytes, Comparator.reverseOrder()));
        long missing = missingBytes;
        for (Borrower borrower : borrowers) {
            if (missing > 0) {
                missing -= borrower.evictor.evict(Math.min(missing, borrower.borrowedBytes), by);
            }
        }
    }

    /** Notes whether memory has come back, whatever the evictors said. */
    public void noteOutcome() {
        helped = full.borrowedBytes() < borrowedBefore;
    }

    /** Whether memory has come back. */
    public boolean hasHelped() {
        return helped;
    }
}
