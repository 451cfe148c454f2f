package io.plimsoll.benchmarks.process;

/** How a child process ended. */
public sealed interface ChildEnd {

    /** What it took until then. */
    ResourceUse use();

    /** It ended by itself, with exit code 0. */
    record Succeeded(ResourceUse use) implements ChildEnd {}

    /**
     * It ended otherwise.
     *
     * @param reason what it said, or its exit code: one line
     */
    record Failed(ResourceUse use, String reason) implements ChildEnd {}
}
