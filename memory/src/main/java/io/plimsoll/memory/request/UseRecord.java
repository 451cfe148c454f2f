package io.plimsoll.memory.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Notes when and how often something was used, for the strategies that ask.
 *
 * <p>A note costs a reading of the clock and two plain stores: once for each batch, not for each
 * record. Notes of threads that race may be lost.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
@SuppressWarnings("UnusedVariable") // the fields are read through their handles
public final class UseRecord {

    private static final VarHandle LAST;
    private static final VarHandle COUNT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LAST = lookup.findVarHandle(UseRecord.class, "lastUseNanos", long.class);
            COUNT = lookup.findVarHandle(UseRecord.class, "useCount", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final TimeSource time;
    private long lastUseNanos; // opaque
    private long useCount; // opaque

    /** Creates a record of something just used for the first time. */
    public UseRecord(TimeSource time) {
        this.time = time;
        touch();
    }

    /** Notes a use. */
    public void touch() {
        LAST.setOpaque(this, time.nanoTime());
        COUNT.setOpaque(this, (long) COUNT.getOpaque(this) + 1);
    }

    /** When {@link #touch} was called last. */
    public long lastUseNanos() {
        return (long) LAST.getOpaque(this);
    }

    /** How often {@link #touch} was called, about. */
    public long useCount() {
        return (long) COUNT.getOpaque(this);
    }
}
