package io.plimsoll.memory.request;

/**
 * How a request ended.
 *
 * @param <G> what is granted
 */
public sealed interface MemoryOutcome<G> {

    /**
     * The memory is there.
     *
     * @param grant to be closed when it is no longer needed
     */
    record Granted<G>(G grant) implements MemoryOutcome<G> {}

    /**
     * The memory was not to be had, and nothing has changed.
     *
     * @param denial who holds it and what to do
     */
    record Denied<G>(MemoryDenial denial) implements MemoryOutcome<G> {}
}
