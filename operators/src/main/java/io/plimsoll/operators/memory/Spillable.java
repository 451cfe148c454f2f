package io.plimsoll.operators.memory;

import java.io.IOException;

/**
 * Records in memory that can be written to disk: what an operator holds.
 *
 * <p>Threads: {@link #spill} is called at a safe point of the operator, as its {@link OperatorTurn}
 * knows them, by the thread that lacks memory, and never by two at once; {@link #spillableBytes} by
 * any thread at any time.
 */
public interface Spillable {

    /** How many bytes {@link #spill} could give back, about: a glance at a volatile field. */
    long spillableBytes();

    /**
     * Writes records to disk and gives their pages back. It takes no memory but the operator's
     * workspace.
     *
     * @param targetBytes how much is wanted; more or less is accepted
     * @return bytes given back
     * @throws IOException when records can't be written; the operator's next call throws it, too
     */
    long spill(long targetBytes) throws IOException;
}
