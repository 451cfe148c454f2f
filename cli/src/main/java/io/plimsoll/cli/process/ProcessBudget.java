package io.plimsoll.cli.process;

/**
 * The resident set that a process may have, and its parts.
 *
 * @param totalBytes all of it
 * @param machineBytes what the virtual machine may take
 * @param managedBytes the rest, for data
 */
public record ProcessBudget(long totalBytes, long machineBytes, long managedBytes) {

    /**
     * The smallest budget: below it there would be too little left for data to be worth its while.
     */
    public static final long MINIMUM_BYTES = 128L << 20;

    /**
     * Divides a budget.
     *
     * @throws IllegalArgumentException when it is too small; the message says what it is needed for
     */
    public static ProcessBudget of(long totalBytes, LauncherSettings launcher) {
        long machineBytes =
                launcher.heapBytes()
                        + launcher.metaspaceBytes()
                        + launcher.codeCacheBytes()
                        + launcher.compilerBytes()
                        + launcher.nativeBytes();
        if (totalBytes < MINIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "--memory "
                            + ByteSize.mebibytes(totalBytes)
                            + " is below the minimum of "
                            + ByteSize.mebibytes(MINIMUM_BYTES)
                            + ": "
                            + parts(launcher)
                            + ", "
                            + ByteSize.mebibytes(Math.max(0, MINIMUM_BYTES - machineBytes))
                            + " data (expected --memory "
                            + ByteSize.mebibytes(MINIMUM_BYTES)
                            + " or more)");
        }
        return new ProcessBudget(totalBytes, machineBytes, totalBytes - machineBytes);
    }

    private static String parts(LauncherSettings launcher) {
        return ByteSize.mebibytes(launcher.heapBytes())
                + " heap, "
                + ByteSize.mebibytes(launcher.metaspaceBytes())
                + " class metadata, "
                + ByteSize.mebibytes(launcher.codeCacheBytes())
                + " compiled code, "
                + ByteSize.mebibytes(launcher.compilerBytes())
                + " compiler, "
                + ByteSize.mebibytes(launcher.nativeBytes())
                + " the rest of the virtual machine";
    }
}
