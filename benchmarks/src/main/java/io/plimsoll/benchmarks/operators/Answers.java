package io.plimsoll.benchmarks.operators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What engines answered to a task: the first answer is what all others are compared with. It comes
 * from a peer with all the memory that it wants.
 *
 * <p>Not thread-safe.
 */
public final class Answers {

    private final OperatorTask task;
    private @Nullable String first;

    Answers(OperatorTask task) {
        this.task = task;
    }

    OperatorTask task() {
        return task;
    }

    /** The first; nothing before there is one. */
    String first() {
        return first == null ? "" : first;
    }

    /** What is wrong with an answer, in a line; empty if it is right. */
    Optional<String> flaw(Path output) throws IOException {
        if (!Files.exists(output)) {
            return Optional.of("no answer");
        }
        String answer = Files.readString(output).strip();
        if (first == null) {
            first = answer;
        }
        return answer.equals(first)
                ? Optional.empty()
                : Optional.of("wrong answer: " + answer + " (expected " + first + ")");
    }
}
