package io.plimsoll.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run puts its files.
 *
 * @param root the folder that holds the others
 */
public record RunFolder(Path root) {

    /** For temporary files; it exists, and is empty when the run begins. */
    public Path temporary() {
        return root.resolve("temporary");
    }

    /** For the output, a file or a folder; it doesn't exist when the run begins. */
    public Path output() {
        return root.resolve("output");
    }

    /** For the report that the program writes, if it can. */
    public Path report() {
        return root.resolve("report.json");
    }

    /** Removes what the last run left, and makes it ready for the next. */
    void clear() throws IOException {
        WorkFolder.delete(root);
        Files.createDirectories(temporary());
    }
}
