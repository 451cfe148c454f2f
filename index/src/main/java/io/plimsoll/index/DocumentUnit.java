package io.plimsoll.index;

/** What counts as one document. */
public enum DocumentUnit {
    /** A file, a decompressed {@code .gz} file, an entry of a {@code .zip} file, standard input. */
    FILE,
    /** Each line of those, named {@code file:lineNumber}; line numbers start at one. */
    LINE
}
