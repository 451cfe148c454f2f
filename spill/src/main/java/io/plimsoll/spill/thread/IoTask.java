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
}
