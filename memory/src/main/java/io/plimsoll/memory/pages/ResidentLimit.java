package io.plimsoll.memory.pages;

import io.plimsoll.memory.process.ResidentSetReader;
import org.jspecify.annotations.Nullable;

/**
 * A bound on the resident set of the whole process, of which the pages are a part only.
 *
 * <p>Before fresh memory is handed out it is asked for here, and made resident at once: so what is
 * measured the next time is all that was handed out, touched by its holder or not. It is asked for
 * in steps, since measuring takes a system call.
 *
 * @param limitBytes what the resident set may be at most
 * @param stepBytes how much is asked for at once at least
 * @param measure measures the resident set
 */
public record ResidentLimit(long limitBytes, long stepBytes, Measure measure) {

    /** A step is this part of the limit. */
    private static final int STEPS_PER_LIMIT = 256;

    private static final long MIN_STEP_BYTES = 128 << 10;
    private static final long MAX_STEP_BYTES = 4 << 20;

    /** Measures the resident set of the process. Called under the lock of a store's user. */
    public interface Measure {

        /** Returns the resident set in bytes; a negative number says that it is not known. */
        long bytes();

        /** Called when the store closes. */
        void close();
    }

    /** Creates a limit with a step that suits it. */
    public ResidentLimit(long limitBytes, Measure measure) {
        this(
                limitBytes,
                Math.clamp(limitBytes / STEPS_PER_LIMIT, MIN_STEP_BYTES, MAX_STEP_BYTES),
                measure);
    }

    /** Creates a limit for this process; null where its resident set cannot be known. */
    public static @Nullable ResidentLimit ofThisProcess(long limitBytes) {
        ResidentSetReader reader = ResidentSetReader.open().orElse(null);
        return reader == null ? null : new ResidentLimit(limitBytes, new MeasuredByKernel(reader));
    }

    /** What the kernel says of this process. */
    private record MeasuredByKernel(ResidentSetReader reader) implements Measure {
        @Override
        public long bytes() {
            return reader.bytes();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** How much more may become resident now; negative if the limit is exceeded. */
    long roomBytes() {
        long resident = measure.bytes();
        return resident < 0 ? Long.MAX_VALUE : limitBytes - resident;
    }

    /** The denial of some bytes besides those that are promised to others. */
    LimitExceededException exceeded(long bytes, long promisedBytes, long roomBytes) {
        String promised =
                promisedBytes == 0
                        ? ""
                        : " and the %d that are guaranteed to others".formatted(promisedBytes);
        String already = roomBytes < 0 ? ", above its limit already" : "";
        return new LimitExceededException(
                "the resident set of the process is %d bytes%s, with %d more%s it would exceed its limit of %d"
                        .formatted(limitBytes - roomBytes, already, bytes, promised, limitBytes),
                limitBytes,
                bytes + promisedBytes - roomBytes);
    }
}
