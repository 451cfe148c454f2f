module io.plimsoll.index {
    requires static transitive org.jspecify;
    requires transitive io.plimsoll.operators;
}
