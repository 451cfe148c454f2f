package io.plimsoll.spill.space;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a process folder: {@code plimsoll-<pid>-<start>-<random>}.
 *
 * @param processId the process that made it
 * @param startMillis when that process started, 0 if unknown
 * @param nonce tells the folders of one process apart
 */
record FolderName(long processId, long startMillis, String nonce) {

    /** What the name of the lock file adds. */
    static final String LOCK_SUFFIX = ".lock";

    /** How the names of spill files end. */
    static final String FILE_SUFFIX = ".spill";

    private static final Pattern FORM =
            Pattern.compile("plimsoll-(\\d{1,18})-(\\d{1,18})-([0-9a-f]{1,16})");

    /** A new name for this process. */
    static FolderName fresh() {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new FolderName(
                self.pid(), start, Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }

    /** Reads the name of a folder or of its lock file. */
    static Optional<FolderName> parse(String fileName) {
        String base =
                fileName.endsWith(LOCK_SUFFIX)
                        ? fileName.substring(0, fileName.length() - LOCK_SUFFIX.length())
                        : fileName;
        Matcher matcher = FORM.matcher(base);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long pid = Long.parseLong(matcher.group(1));
        long start = Long.parseLong(matcher.group(2));
        return Optional.of(new FolderName(pid, start, matcher.group(3)));
    }

    /** Whether the same process made both. */
    boolean sameProcess(FolderName other) {
        return processId == other.processId && startMillis == other.startMillis;
    }

    String folder() {
        return "plimsoll-" + processId + "-" + startMillis + "-" + nonce;
    }

    String lock() {
        return folder() + LOCK_SUFFIX;
    }
}
