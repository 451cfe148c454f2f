package io.plimsoll.benchmarks.operators;

import io.plimsoll.benchmarks.operators.aggregate.FlinkAggregate;
import io.plimsoll.benchmarks.operators.aggregate.PlimsollAggregate;
import io.plimsoll.benchmarks.operators.join.FlinkJoin;
import io.plimsoll.benchmarks.operators.join.PlimsollJoin;
import io.plimsoll.benchmarks.operators.sort.FlinkSort;
import io.plimsoll.benchmarks.operators.sort.PlimsollSort;
import java.nio.file.Files;

/**
 * One run of one contestant: {@code task=aggregate engine=flink memory=200000000 ...}. The answer
 * goes to a file.
 */
public final class OperatorProgram {

    private OperatorProgram() {}

    /** Runs it; exit code 1 and the cause if it fails. */
    public static void main(String[] arguments) {
        try {
            Assignment assignment = new Assignment(arguments);
            String name = assignment.text("engine") + " " + assignment.text("task");
            String answer = contestant(name).run(assignment);
            Files.writeString(assignment.output(), answer + "\n");
        } catch (Exception | OutOfMemoryError e) {
            System.err.println(e);
            e.printStackTrace();
            System.exit(1);
        }
        // Engines leave threads behind that would keep the process.
        System.exit(0);
    }

    private static Contestant contestant(String name) {
        return switch (name) {
            case "plimsoll sort" -> new PlimsollSort();
            case "plimsoll aggregate" -> new PlimsollAggregate();
            case "plimsoll join" -> new PlimsollJoin();
            case "flink sort" -> new FlinkSort();
            case "flink aggregate" -> new FlinkAggregate();
            case "flink join" -> new FlinkJoin();
            default -> throw new IllegalArgumentException(name + " is no contestant");
        };
    }
}
