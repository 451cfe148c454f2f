package io.plimsoll.operators.join.table;

/** What is noted in a record's key length; see {@code HashedRecord}. */
public final class Marks {

    /** The key is null: it matches nothing. */
    public static final int NULL_KEY = 1 << 30;

    /** The record has had a match, in this pass or one before. */
    public static final int MATCHED = 1 << 31;

    private Marks() {}
}
