package io.plimsoll.spill.space;

/** Where a new file goes, or why nowhere. */
public sealed interface Placement {

    /** There is room. */
    record Placed(StoredFile file) implements Placement {}

    /** There is none. */
    record Refused(Lack lack) implements Placement {}

    /** What is lacking. */
    enum Lack {
        /** Only quotas are in the way: there would be room on disk. */
        QUOTA,
        /** A disk has no more than what is to stay free. */
        SPACE,
        /** All directories that are left have failed just now. */
        DIRECTORY
    }
}
