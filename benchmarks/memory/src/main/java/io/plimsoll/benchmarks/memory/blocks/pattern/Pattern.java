package io.plimsoll.benchmarks.memory.blocks.pattern;

/** An order in which blocks are taken and freed. */
public interface Pattern {

    /** How many blocks {@link #run} takes, and frees. */
    int PAIRS = 1024;

    /** Takes and frees blocks. */
    void run() throws InterruptedException;

    /** Ends threads of its own. Blocks may stay: the allocator ends. */
    default void end() throws InterruptedException {}
}
