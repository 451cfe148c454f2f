package io.plimsoll.memory.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures memory that is resident, in Linux only. */
public final class Resident {

    private static final Path SMAPS = Path.of("/proc/self/smaps");

    private Resident() {}

    public static boolean isMeasurable() {
        return Files.isReadable(SMAPS);
    }

    /** Resident bytes of the mappings that touch a range of addresses. */
    public static long bytes(long address, long sizeBytes) {
        try {
            boolean inside = false;
            long bytes = 0;
            for (String line : Files.readAllLines(SMAPS)) {
                String first = line.substring(0, line.indexOf(' ') < 0 ? 0 : line.indexOf(' '));
                int dash = first.indexOf('-');
                if (dash > 0) {
                    long start = Long.parseUnsignedLong(first.substring(0, dash), 16);
                    long end = Long.parseUnsignedLong(first.substring(dash + 1), 16);
                    inside = start < address + sizeBytes && end > address;
                } else if (inside && first.equals("Rss:")) {
                    bytes += Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
