import org.jspecify.annotations.NullMarked;

/** Records to pages and back: views, serializers and normalized keys. */
@NullMarked
module io.plimsoll.serde {
    requires static org.jspecify;
    requires transitive io.plimsoll.memory;

    exports io.plimsoll.serde;
    exports io.plimsoll.serde.binary;
    exports io.plimsoll.serde.fallback;
    exports io.plimsoll.serde.key;
    exports io.plimsoll.serde.page;
    exports io.plimsoll.serde.schema;
    exports io.plimsoll.serde.type;
    exports io.plimsoll.serde.view;
}
