package io.plimsoll.cli.command;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/** Standard input among a command's inputs. */
public final class StandardInput {

    /** What it is called there. */
    public static final String NAME = "-";

    private StandardInput() {}

    /**
     * Looks whether it is there once at most: what was read is gone.
     *
     * @param usage makes an exception of what is wrong
     * @throws ParameterException if it is there more often
     */
    public static void requireOnce(
            List<String> inputs, Function<String, ParameterException> usage) {
        int times = Collections.frequency(inputs, NAME);
        if (times > 1) {
            throw usage.apply(
                    "- is given %d times (expected once: standard input can be read once only)"
                            .formatted(times));
        }
    }
}
