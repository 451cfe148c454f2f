package io.plimsoll.benchmarks.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to run, with its arguments.
 *
 * @param arguments the program and its arguments
 * @param environment variables that it gets besides, or instead of, this process's
 */
public record ChildCommand(List<String> arguments, Map<String, String> environment) {

    /** Copies its parts. */
    public ChildCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A program that gets this process's environment. */
    public static ChildCommand of(String... arguments) {
        return new ChildCommand(List.of(arguments), Map.of());
    }

    /** This command as the argument of another one, which starts it. */
    ChildCommand startedBy(List<String> starter) {
        List<String> all = new ArrayList<>(starter);
        all.addAll(arguments);
        return new ChildCommand(all, environment);
    }
}
