package io.plimsoll.spill.thread;

/** Work for I/O threads, done extent by extent. */
public interface IoTask {

    /**
     * Does the work of about one extent on an I/O thread. Reports failures to its own users; throws
     * nothing.
     *
     * @return whether there is more to do now; otherwise the task is forgotten until submitted
     *     again
     */
    boolean turn(IoTools tools);

    /**
     * Tells that {@link #turn} threw, which is a bug or the end of the heap. Whoever waits for this
     * task is to be woken with a failure: it gets no further turn unless submitted again.
     */
    void crashed(Throwable cause);
}
