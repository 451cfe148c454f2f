package io.plimsoll.memory.segment;

/** Where memory lies. */
public enum MemoryType {
    /** Inside the Java heap, moved and freed by the garbage collector. */
    HEAP,
    /** Outside the Java heap, at a fixed address until it is given back. */
    OFF_HEAP
}
