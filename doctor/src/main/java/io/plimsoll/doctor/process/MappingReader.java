package io.plimsoll.doctor.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code maps} and {@code smaps} of proc(5), mapping by mapping. For one thread. */
public final class MappingReader {

    private static final int HEX = 16;
    private static final int FIELDS = 6;
    private static final long BYTES_PER_KB = 1024;

    private final Consumer<Mapping> sink;
    private @Nullable Mapping head;
    private long residentBytes;
    private long swapBytes;
    private long hugetlbBytes;

    private MappingReader(Consumer<Mapping> sink) {
        this.sink = sink;
    }

    /**
     * Reads to the end.
     *
     * @param sink takes each mapping, in the order of addresses
     * @throws IOException if the kernel refuses, in the middle perhaps: the process may end
     */
    public static void read(BufferedReader in, Consumer<Mapping> sink) throws IOException {
        MappingReader reader = new MappingReader(sink);
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                reader.line(line);
            }
        } finally {
            reader.flush();
        }
    }

    private void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (Character.isUpperCase(line.charAt(0))) {
            field(line);
            return;
        }
        Mapping next = header(line);
        if (next != null) {
            flush();
            head = next;
        }
    }

    private void field(String line) {
        if (line.startsWith("Rss:")) {
            residentBytes += bytes(line);
        } else if (line.startsWith("Swap:")) {
            swapBytes += bytes(line);
        } else if (line.startsWith("Private_Hugetlb:") || line.startsWith("Shared_Hugetlb:")) {
            hugetlbBytes += bytes(line);
        }
    }

    private void flush() {
        Mapping last = head;
        if (last != null) {
            sink.accept(
                    new Mapping(
                            last.range(),
                            last.permissions(),
                            last.file(),
                            last.name(),
                            residentBytes,
                            swapBytes,
                            hugetlbBytes));
        }
        head = null;
        residentBytes = 0;
        swapBytes = 0;
        hugetlbBytes = 0;
    }

    /** Of the form {@code start-end permissions offset device inode path}. */
    private static @Nullable Mapping header(String line) {
        String[] fields = line.split(" +", FIELDS);
        int dash = fields[0].indexOf('-');
        if (fields.length < FIELDS - 1 || dash < 0 || fields[1].length() < "rwxp".length()) {
            return null;
        }
        try {
            long start = Long.parseUnsignedLong(fields[0].substring(0, dash), HEX);
            long end = Long.parseUnsignedLong(fields[0].substring(dash + 1), HEX);
            if (Long.compareUnsigned(start, end) > 0 || end - start < 0) {
                return null; // backwards, or more than half of all addresses
            }
            boolean file = !fields[FIELDS - 2].equals("0");
            String name = fields.length == FIELDS ? fields[FIELDS - 1] : "";
            return new Mapping(new AddressRange(start, end), fields[1], file, name, 0, 0, 0);
        } catch (NumberFormatException notAMapping) {
            return null;
        }
    }

    /** Of a line such as {@code Rss: 12 kB}; 0 if it has no number. */
    static long bytes(String line) {
        long number = 0;
        for (int i = line.indexOf(':') + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            } else if (number > 0) {
                break;
            }
            if (number > Long.MAX_VALUE / BYTES_PER_KB / 100) {
                return 0;
            }
        }
        return number * BYTES_PER_KB;
    }
}
