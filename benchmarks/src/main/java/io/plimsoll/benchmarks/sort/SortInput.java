package io.plimsoll.benchmarks.sort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A generated file.
 *
 * @param crc32c checksum of its bytes: others who reproduce figures can compare it
 */
public record SortInput(
        Path file, Workload workload, Filler filler, long lines, long bytes, long crc32c) {

    /** Writes the file. */
    public static SortInput generate(Path file, Workload workload, Filler filler, long lines)
            throws IOException {
        CRC32C checksum = new CRC32C();
        try (OutputStream out = new CheckedOutputStream(Files.newOutputStream(file), checksum)) {
            new LineGenerator(workload, filler).write(lines, out);
        }
        return new SortInput(file, workload, filler, lines, Files.size(file), checksum.getValue());
    }
}
