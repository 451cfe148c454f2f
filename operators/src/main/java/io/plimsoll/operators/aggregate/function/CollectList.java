package io.plimsoll.operators.aggregate.function;

/** All values, with duplicates and in no particular order. Any thread. */
public final class CollectList extends AttachedFunction {}
