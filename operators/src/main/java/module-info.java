/**
 * Operators on binary pages that spill instead of failing.
 *
 * <p>{@code aggregate}, {@code memory}, {@code record} and {@code sort} work on raw memory and are
 * open to the modules of this house only.
 */
@SuppressWarnings("module") // the modules of the upper floors are not on this module's path
module io.plimsoll.operators {
    requires static org.jspecify;
    requires transitive io.plimsoll.memory;
    requires transitive io.plimsoll.serde;
    requires transitive io.plimsoll.spill;
    requires datasketches.java;

    exports io.plimsoll.operators;
    exports io.plimsoll.operators.cache;
    exports io.plimsoll.operators.collection;
    exports io.plimsoll.operators.estimate;
    exports io.plimsoll.operators.aggregate to
            io.plimsoll.index,
            io.plimsoll.cli;
    exports io.plimsoll.operators.aggregate.decimal to
            io.plimsoll.index,
            io.plimsoll.cli;
    exports io.plimsoll.operators.aggregate.function to
            io.plimsoll.index,
            io.plimsoll.cli;
    exports io.plimsoll.operators.join to
            io.plimsoll.cli;
    exports io.plimsoll.operators.join.row to
            io.plimsoll.cli;
    exports io.plimsoll.operators.memory to
            io.plimsoll.index,
            io.plimsoll.cli;
    exports io.plimsoll.operators.record to
            io.plimsoll.index,
            io.plimsoll.cli;
    exports io.plimsoll.operators.sort to
            io.plimsoll.index,
            io.plimsoll.cli;
}
