module io.plimsoll.spill {
    requires static transitive org.jspecify;
    requires transitive io.plimsoll.memory;
}
