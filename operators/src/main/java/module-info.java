module io.plimsoll.operators {
    requires static transitive org.jspecify;
    requires transitive io.plimsoll.serde;
    requires transitive io.plimsoll.spill;
}
