module io.plimsoll.cli {
    requires static transitive org.jspecify;
    requires transitive io.plimsoll.operators;
    requires transitive io.plimsoll.index;
}
