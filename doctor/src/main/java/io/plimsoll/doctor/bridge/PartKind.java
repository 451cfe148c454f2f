package io.plimsoll.doctor.bridge;

/** A part of a process's memory. */
public enum PartKind {
    /** Objects. */
    HEAP("heap"),
    /** Classes, but for class space. */
    METASPACE("metaspace"),
    /** The part of classes that compressed pointers point to. */
    CLASS_SPACE("class space"),
    /** Compiled code. */
    CODE("code"),
    /** The stacks of threads. */
    STACKS("thread stacks"),
    /** What the collector needs beside the heap. */
    GC("GC"),
    /** Direct buffers. */
    DIRECT("direct buffers"),
    /** Files that are mapped, and shared memory. */
    MAPPED("mapped files"),
    /** Libraries, the JDK's modules, archives of classes. */
    LIBRARIES("libraries, class data"),
    /** Plimsoll's pools. */
    PLIMSOLL("Plimsoll pools"),
    /** What malloc took for small things: brk and arenas. */
    MALLOC("malloc"),
    /** Anonymous memory that neither the kernel nor the JVM names. */
    OTHER("other anonymous"),
    /** Resident memory that no mapping shows. */
    UNACCOUNTED("unaccounted");

    private final String label;

    PartKind(String label) {
        this.label = label;
    }

    /** Returns what it is called. */
    public String label() {
        return label;
    }
}
