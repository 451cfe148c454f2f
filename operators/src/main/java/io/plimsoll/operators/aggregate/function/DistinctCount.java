package io.plimsoll.operators.aggregate.function;

/** How many different values there are, exactly: each is kept once. Any thread. */
public final class DistinctCount extends AttachedFunction {}
