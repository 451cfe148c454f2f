package io.plimsoll.doctor.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The files that proc(5) has of one process. For one thread.
 *
 * @param pid its number
 * @param folder {@code /proc/PID}, or a copy of it
 */
public record ProcessFiles(long pid, Path folder) {

    private static final int HEX = 16;
    private static final long SIGQUIT_MASK = 1L << (3 - 1);
    private static final int MAX_STATUS_LINES = 200;

    /** The JVM's library: a process that has it mapped is a JVM. */
    private static final String JVM_LIBRARY = "/libjvm.so";

    /**
     * Opens the files of a running JVM.
     *
     * @throws ProcessException if there is no such process, it is no JVM, or it may not be looked
     *     at
     */
    public static ProcessFiles ofJvm(long pid) throws ProcessException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new ProcessException(
                    "--pid needs /proc, which only Linux has; logs and hs_err files can be read"
                            + " anywhere");
        }
        ProcessFiles files = new ProcessFiles(pid, Path.of("/proc", Long.toString(pid)));
        files.requireJvm();
        return files;
    }

    private void requireJvm() throws ProcessException {
        if (!Files.isDirectory(folder)) {
            throw new ProcessException(
                    "process %d: there is none (jcmd lists the JVMs that run)".formatted(pid));
        }
        boolean[] seen = new boolean[2];
        try {
            eachMapping(
                    "maps",
                    mapping -> {
                        seen[0] = true;
                        seen[1] |= mapping.name().endsWith(JVM_LIBRARY);
                    });
            // The kernel may let maps be opened and yet smaps not.
            Files.newInputStream(folder.resolve("smaps")).close();
        } catch (IOException refused) {
            throw new ProcessException(
                    "process %d may not be looked at: it belongs to %s (run this as that user, or as root)"
                            .formatted(pid, owner()));
        }
        if (!seen[0]) {
            throw new ProcessException(
                    "process %d has ended, or is one of the kernel's".formatted(pid));
        }
        if (!seen[1]) {
            throw new ProcessException(
                    "process %d is no HotSpot JVM: libjvm.so is not mapped (jcmd lists the JVMs that run)"
                            .formatted(pid));
        }
    }

    private String owner() {
        try {
            return Files.getOwner(folder).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "another user";
        }
    }

    /**
     * Reads the mappings.
     *
     * @param file maps or smaps
     * @throws IOException if the kernel refuses
     */
    public void eachMapping(String file, Consumer<Mapping> sink) throws IOException {
        try (BufferedReader in = open(folder.resolve(file))) {
            MappingReader.read(in, sink);
        }
    }

    /** Opens a file whose names may be in any encoding. */
    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1));
    }

    /** Returns the fields of {@code status}; none if it can't be read. */
    public Map<String, String> status() {
        Map<String, String> fields = new HashMap<>();
        try (BufferedReader in = open(folder.resolve("status"))) {
            String line = in.readLine();
            while (line != null && fields.size() < MAX_STATUS_LINES) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
                line = in.readLine();
            }
        } catch (IOException gone) {
            fields.clear();
        }
        return fields;
    }

    /** Returns whether the process would survive the signal by which a JVM is asked to listen. */
    public boolean catchesQuit() {
        String caught = status().getOrDefault("SigCgt", "0");
        try {
            return (Long.parseUnsignedLong(caught, HEX) & SIGQUIT_MASK) != 0;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }

    /** Returns the stack pointers of the threads that wait in the kernel, sorted. */
    public long[] stackPointers() {
        long[] found = new long[64];
        int count = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : threads) {
                long pointer = stackPointer(thread.resolve("syscall"));
                if (pointer != 0) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = pointer;
                }
            }
        } catch (IOException gone) {
            count = 0;
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Of the form {@code number arguments… stack-pointer program-counter}; 0 if it runs. */
    private static long stackPointer(Path syscall) {
        try (BufferedReader in = open(syscall)) {
            String line = in.readLine();
            String[] fields = line == null ? new String[0] : line.split(" ");
            return fields.length < 3 || !fields[fields.length - 2].startsWith("0x")
                    ? 0
                    : Long.parseUnsignedLong(fields[fields.length - 2].substring(2), HEX);
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }
}
