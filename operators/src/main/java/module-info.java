/** Operators on binary pages that spill instead of failing. */
module io.plimsoll.operators {
    requires static transitive org.jspecify;
    requires transitive io.plimsoll.memory;
    requires transitive io.plimsoll.serde;
    requires transitive io.plimsoll.spill;

    exports io.plimsoll.operators.sort to
            io.plimsoll.index,
            io.plimsoll.cli;
}
