package io.plimsoll.benchmarks.operators;

import io.plimsoll.benchmarks.contest.Contestant;
import io.plimsoll.benchmarks.contest.MemorySize;
import io.plimsoll.benchmarks.contest.RunFolder;
import java.io.IOException;
import java.util.Optional;

/** A contestant whose limit isn't that of its process. */
public sealed interface Engine extends Contestant permits DuckDbEngine, JavaEngine {

    /** The same with another limit. */
    Engine withLimit(MemorySize other);

    /** What the others answered. */
    Answers answers();

    @Override
    default Optional<String> flaw(RunFolder folder) throws IOException {
        return answers().flaw(folder.output());
    }
}
