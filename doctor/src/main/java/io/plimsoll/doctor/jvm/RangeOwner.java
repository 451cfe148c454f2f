package io.plimsoll.doctor.jvm;

/** What a JVM uses a range of addresses for. */
public enum RangeOwner {
    /** Objects. */
    HEAP,
    /** Classes that are mapped from an archive. */
    CLASS_DATA,
    /** The part of classes that compressed pointers point to. */
    CLASS_SPACE,
    /** The rest of what is known of classes. */
    METASPACE,
    /** Compiled code. */
    CODE,
    /** The stack of a thread. */
    STACK,
    /** What the collector needs beside the heap. */
    GC,
    /** Anything else that native memory tracking knows. */
    OTHER
}
