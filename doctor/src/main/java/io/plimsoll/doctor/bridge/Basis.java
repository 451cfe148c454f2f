package io.plimsoll.doctor.bridge;

/** How a figure is known. */
public enum Basis {
    /** Counted by the kernel, for addresses that belong to the part. */
    MEASURED,
    /** Follows from another figure, by a rule that the part's source tells. */
    DERIVED,
    /** Not known: it counts as nothing here, and is in other parts. */
    UNKNOWN
}
