module io.plimsoll.memory {
    requires static transitive org.jspecify;
}
