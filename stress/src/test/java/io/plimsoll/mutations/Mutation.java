package io.plimsoll.mutations;

import java.util.List;

/**
 * A bug to put into the sources.
 *
 * @param bug what goes wrong, and who had it
 * @param file the source file, below the folder of {@code io.plimsoll.memory}
 * @param before text that is in the file once
 * @param after what stands there with the bug
 * @param tests names of test classes, below the package {@code io.plimsoll.memory}, of which one at
 *     least must fail
 */
record Mutation(String bug, String file, String before, String after, List<String> tests) {

    static Mutation of(String bug, String file, String before, String after, String... tests) {
        return new Mutation(bug, file, before, after, List.of(tests));
    }

    /** A source with the bug in it. */
    String applyTo(String source) {
        int at = source.indexOf(before);
        if (at < 0 || source.indexOf(before, at + 1) >= 0) {
            throw new IllegalStateException(
                    file + " has changed (expected once, to put in «" + bug + "»): " + before);
        }
        return source.substring(0, at) + after + source.substring(at + before.length());
    }

    @Override
    public String toString() {
        return bug;
    }
}
