package io.plimsoll.doctor.cluster;

/** What the memory of one of Flink's processes is for, as far as metrics tell it apart. */
public enum MemoryKind {
    /** Framework's and tasks' heap. */
    HEAP("heap"),
    /** Metaspace. */
    METASPACE("metaspace"),
    /** Direct buffers: framework's and tasks' off-heap memory, and the network's. */
    DIRECT("direct"),
    /** Network buffers that are in use: a part of direct memory. */
    NETWORK("network"),
    /** Managed memory. */
    MANAGED("managed");

    private final String label;

    MemoryKind(String label) {
        this.label = label;
    }

    /** Returns its name for people. */
    public String label() {
        return label;
    }
}
