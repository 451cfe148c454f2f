module io.plimsoll.serde {
    requires static transitive org.jspecify;
    requires transitive io.plimsoll.memory;
}
