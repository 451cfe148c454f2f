import org.jspecify.annotations.NullMarked;

/** Pages to disk and back. */
@NullMarked
module io.plimsoll.spill {
    requires static org.jspecify;
    requires transitive io.plimsoll.memory;
    requires aircompressor.v3;

    exports io.plimsoll.spill;
    exports io.plimsoll.spill.failure;
    exports io.plimsoll.spill.file;
    exports io.plimsoll.spill.run;
}
