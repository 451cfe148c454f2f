package io.plimsoll.serde.key;

/** Where absent values stand among the others, whatever the direction of the order. */
public enum NullOrder {
    /** Before all values. */
    FIRST,
    /** Behind all values. */
    LAST
}
