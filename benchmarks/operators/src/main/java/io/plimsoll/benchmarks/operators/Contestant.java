package io.plimsoll.benchmarks.operators;

/** A task in the words of one engine. */
@FunctionalInterface
public interface Contestant {

    /**
     * Does the task.
     *
     * @return the answer: numbers that depend on all of the result
     */
    String run(Assignment assignment) throws Exception;
}
