import org.jspecify.annotations.NullMarked;

/** Inverted indexes over text: built in bounded memory, searched without loading them. */
@NullMarked
module io.plimsoll.index {
    requires static org.jspecify;
    requires transitive io.plimsoll.operators;

    exports io.plimsoll.index;
    exports io.plimsoll.index.build;
    exports io.plimsoll.index.search;
}
