package io.plimsoll.spill.fault;

/** What can go wrong with a file. */
public enum Fault {
    /** A file cannot be created. */
    CREATE_FAILS(Operation.CREATE),
    /** A file cannot be opened for reading. */
    OPEN_TO_READ_FAILS(Operation.OPEN),
    /** EIO, nothing written. */
    WRITE_FAILS(Operation.WRITE),
    /** EIO after half of the first buffer. */
    WRITE_FAILS_HALFWAY(Operation.WRITE),
    /** ENOSPC, nothing written. */
    DISK_FULL(Operation.WRITE),
    /** ENOSPC after half of the first buffer. */
    DISK_FULL_HALFWAY(Operation.WRITE),
    /** Half of the first buffer is written, and said to be. */
    SHORT_WRITE(Operation.WRITE),
    /** A bug below: no {@link java.io.IOException}. */
    WRITE_THROWS_UNCHECKED(Operation.WRITE),
    /** Zero bytes written, again and again. */
    WRITE_STALLS_AT_ZERO(Operation.WRITE),
    /** A bit of what is written changes, unnoticed. */
    WRITE_FLIPS_A_BIT(Operation.WRITE),
    /** Only the first half reaches the disk, unnoticed: what a power cut leaves. */
    WRITE_TORN(Operation.WRITE),
    /** What was written before, somewhere, is written again instead, unnoticed. */
    WRITE_STALE(Operation.WRITE),
    /** EIO. */
    READ_FAILS(Operation.READ),
    /** The file ends too early. */
    READ_ENDS_EARLY(Operation.READ),
    /** A bit of what is read changes, unnoticed. */
    READ_FLIPS_A_BIT(Operation.READ),
    /** A bug below: no {@link java.io.IOException}. */
    READ_THROWS_UNCHECKED(Operation.READ),
    /** Half of the first buffer is read, and said to be. */
    SHORT_READ(Operation.READ),
    /** The file keeps its length. */
    TRUNCATE_FAILS(Operation.TRUNCATE),
    /** Closed, with an error all the same. */
    CLOSE_FAILS(Operation.CLOSE),
    /** The file stays. */
    DELETE_FAILS(Operation.DELETE),
    /** A bug below: an {@link Error}. */
    DELETE_CRASHES(Operation.DELETE),
    /** A fifth of a millisecond more for a read or a write. */
    SLOW(Operation.TRANSFER),
    /** The disk is gone: nothing can be done in it any more. */
    LOST(Operation.ANY);

    private final Operation operation;

    Fault(Operation operation) {
        this.operation = operation;
    }

    /** Whether who spills must not notice: the data come back all the same. */
    public boolean isHarmless() {
        return switch (this) {
            case SHORT_WRITE, SHORT_READ, TRUNCATE_FAILS, CLOSE_FAILS, DELETE_FAILS, SLOW -> true;
            default -> false;
        };
    }

    /** Whether it is met when reading, what was written then being good or not. */
    public boolean isMetWhenReading() {
        return switch (this) {
            case OPEN_TO_READ_FAILS,
                    READ_FAILS,
                    READ_ENDS_EARLY,
                    READ_FLIPS_A_BIT,
                    READ_THROWS_UNCHECKED,
                    WRITE_FLIPS_A_BIT,
                    WRITE_TORN,
                    WRITE_STALE ->
                    true;
            default -> false;
        };
    }

    boolean concerns(Operation met) {
        return operation == met
                || operation == Operation.ANY
                || (operation == Operation.TRANSFER
                        && (met == Operation.READ || met == Operation.WRITE));
    }

    /** What is done to files. */
    enum Operation {
        CREATE,
        OPEN,
        WRITE,
        READ,
        TRUNCATE,
        CLOSE,
        DELETE,
        /** Read or write. */
        TRANSFER,
        ANY
    }
}
