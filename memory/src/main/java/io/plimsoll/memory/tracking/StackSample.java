package io.plimsoll.memory.tracking;

/**
 * A moment in the code: stack, thread and time. A throwable, because no other way to take a stack
 * is as cheap (half a microsecond at ten frames, names are looked up when somebody reads it), and
 * because it can be the cause of an exception.
 */
public final class StackSample extends Throwable {

    private static final long serialVersionUID = 1;

    private final String what;
    private final String threadName;
    private final long threadId;
    private final long nanoTime;

    StackSample(String what, @org.jspecify.annotations.Nullable StackSample before) {
        super(null, before, false, true);
        Thread thread = Thread.currentThread();
        this.what = what;
        this.threadName = thread.getName();
        this.threadId = thread.threadId();
        this.nanoTime = System.nanoTime();
    }

    /** Value of {@link System#nanoTime} then. */
    public long nanoTime() {
        return nanoTime;
    }

    @Override
    public String getMessage() {
        // a virtual thread has an empty name as a rule
        return "%s by thread %s, %d ms ago"
                .formatted(
                        what,
                        threadName.isEmpty() ? "#" + threadId : threadName,
                        (System.nanoTime() - nanoTime) / 1_000_000);
    }
}
