package io.plimsoll.doctor.jvm;

/** A figure, in bytes, that a JVM tells of itself. */
public enum JvmFigure {
    /** Objects in the heap, dead ones too. */
    HEAP_USED,
    /** What the heap has claimed. */
    HEAP_COMMITTED,
    /** Metaspace without class space. */
    METASPACE_USED,
    /** The same, claimed. */
    METASPACE_COMMITTED,
    /** Class space. */
    CLASS_SPACE_USED,
    /** The same, claimed. */
    CLASS_SPACE_COMMITTED,
    /** Compiled code. */
    CODE_USED,
    /** The same, claimed. */
    CODE_COMMITTED,
    /** What malloc has handed out, as glibc counts. */
    MALLOC_OUTSTANDING,
    /** What malloc keeps though it was freed. */
    MALLOC_RETAINED
}
