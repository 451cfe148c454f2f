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

    /** What any command needs for data. */
    private static final long MIN_MANAGED_BYTES = 4L << 20;

    /** Of 128m a 64th; what has been seen is half a megabyte. */
    private static final long LATE_BYTES = 2 << 20;

    /** What a thread touches of its stack, and what the C library keeps for it. */
    private static final long THREAD_BYTES = 256 << 10;

    /** The main thread, those that read and write in the background, and the one that watches. */
    private static final int OTHER_THREADS = 6;

    /**
     * Divides a budget.
     *
     * @param words how the total was written, for the message
     * @param workers how many threads will work on data
     * @throws IllegalArgumentException when it is too small; the message says what it is needed for
     */
    public static ProcessBudget of(
            long totalBytes, String words, LauncherSettings launcher, int workers) {
        long threadBytes = (OTHER_THREADS + (long) workers) * THREAD_BYTES;
        long machineBytes =
                launcher.heapBytes()
                        + launcher.metaspaceBytes()
                        + launcher.codeCacheBytes()
                        + launcher.compilerBytes()
                        + launcher.nativeBytes()
                        + threadBytes;
        if (totalBytes < MINIMUM_BYTES || totalBytes - machineBytes < MIN_MANAGED_BYTES) {
            long minimumBytes = Math.max(MINIMUM_BYTES, machineBytes + MIN_MANAGED_BYTES);
            throw new IllegalArgumentException(
                    "--memory "
                            + words
                            + " is below the minimum of "
                            + ByteSize.mebibytes(minimumBytes)
                            + ": "
                            + parts(launcher)
                            + ", "
                            + ByteSize.mebibytes(threadBytes)
                            + " threads, "
                            + ByteSize.mebibytes(minimumBytes - machineBytes)
                            + " data (expected --memory "
                            + ByteSize.mebibytes(minimumBytes)
                            + " or more"
                            + (workers > 1 ? ", or fewer --threads)" : ")"));
        }
        return new ProcessBudget(totalBytes, machineBytes, totalBytes - machineBytes);
    }

    /**
     * What the resident set may be at most after data took fresh memory: the budget, less what the
     * kernel may be late to count and what the virtual machine may take at the same time.
     */
    public long dataLimitBytes() {
        return totalBytes - LATE_BYTES;
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
