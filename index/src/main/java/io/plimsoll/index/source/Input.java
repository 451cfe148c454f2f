package io.plimsoll.index.source;

import java.io.InputStream;
import java.nio.file.Path;

/** What the user gave to be indexed. */
public sealed interface Input {

    /** A file, an archive or a folder. */
    record OfPath(Path path) implements Input {}

    /** A stream, such as standard input; it is read once and not closed. */
    record OfStream(String name, InputStream stream) implements Input {}
}
