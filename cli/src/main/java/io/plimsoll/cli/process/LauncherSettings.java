package io.plimsoll.cli.process;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What the launcher script told the virtual machine that it started: the limits that it set by
 * flags, and what only it can see.
 *
 * @param heapBytes the most of the heap
 * @param metaspaceBytes the most of class metadata
 * @param codeCacheBytes the most of compiled code
 * @param compilerBytes the most that the just-in-time compiler takes for a method
 * @param nativeBytes what else the virtual machine may take: its own code and archives, its
 *     threads, the C library's heap
 * @param defaultMemoryBytes the budget when its user doesn't say
 * @param terminal whether standard error is a terminal
 * @param temporaryDirectory where temporary files go when its user doesn't say
 */
public record LauncherSettings(
        long heapBytes,
        long metaspaceBytes,
        long codeCacheBytes,
        long compilerBytes,
        long nativeBytes,
        long defaultMemoryBytes,
        boolean terminal,
        Path temporaryDirectory) {

    private static final String PREFIX = "plimsoll.launcher.";
    private static final long MIB = 1 << 20;

    /** Reads them; without a launcher, what such a virtual machine is at least likely to take. */
    public static LauncherSettings read() {
        String temporary = System.getenv("TMPDIR");
        return new LauncherSettings(
                bytes("heapBytes", Runtime.getRuntime().maxMemory()),
                bytes("metaspaceBytes", 64 * MIB),
                bytes("codeCacheBytes", 64 * MIB),
                bytes("compilerBytes", 64 * MIB),
                bytes("nativeBytes", 64 * MIB),
                bytes("memoryBytes", 4096 * MIB),
                Boolean.getBoolean("plimsoll.terminal"),
                Path.of(
                        temporary == null || temporary.isEmpty()
                                ? Objects.requireNonNull(System.getProperty("java.io.tmpdir"))
                                : temporary));
    }

    private static long bytes(String name, long otherwise) {
        Long value = Long.getLong(PREFIX + name);
        return value == null ? otherwise : value;
    }
}
