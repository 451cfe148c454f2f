package io.plimsoll.index.source;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file to be read.
 *
 * @param name what the user calls it
 * @param sizeBytes its size when it was listed, -1 if it is a stream without a size
 */
record FileEntry(String name, Path path, long sizeBytes) {

    boolean isGzip() {
        return hasSuffix(".gz");
    }

    boolean isZip() {
        return hasSuffix(".zip");
    }

    private boolean hasSuffix(String suffix) {
        return name.toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
