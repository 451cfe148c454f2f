package io.plimsoll.benchmarks.contest;

import io.plimsoll.benchmarks.process.ChildCommand;
import java.io.IOException;
import java.util.Optional;

/** A program with its settings and its task. */
public interface Contestant {

    /** The program's name, for people. */
    String tool();

    /** What tells it how much memory to use, as its user writes it. */
    String setting();

    /** What the whole process may take. */
    MemorySize budget();

    /** The command that does the task. */
    ChildCommand command(RunFolder folder);

    /** What it says about a run that has succeeded. */
    Account account(RunFolder folder) throws IOException;

    /** What is wrong with its output after a run, in a line; empty if it is right. */
    Optional<String> flaw(RunFolder folder) throws IOException;

    /** Its name and setting. */
    default String label() {
        return tool() + " " + setting();
    }
}
