package io.plimsoll.cli.input;

/** What a claimed block holds. */
public enum Claim {
    /** Whole records. */
    RECORDS,
    /** The start of a record that fits in no block; the claimer goes on until it has its end. */
    PART,
    /** Nothing: the input has ended. */
    END
}
