package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.cluster.Job.Checkpoints;
import io.plimsoll.doctor.cluster.Job.Failure;
import io.plimsoll.doctor.cluster.Job.Vertex;
import io.plimsoll.doctor.rest.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Asks for the jobs of a cluster. For one thread. */
final class JobReader {

    private static final int MAX_JOBS = 40;
    private static final int MAX_VERTICES = 60;

    /** Flink keeps sixteen. */
    private static final int MAX_FAILURES = 16;

    /** What is kept of stack traces in all: their ends tell no more than their beginnings. */
    private static final int MAX_STACK_CHARS = 1 << 20;

    private static final int MAX_STACK = 32 << 10;

    private final Questions questions;
    private int stackChars;

    JobReader(Questions questions) {
        this.questions = questions;
    }

    List<Job> read() {
        List<Job> known = new ArrayList<>();
        questions.list(
                "jobs",
                fields ->
                        known.add(
                                new Job(
                                        fields.text("jid"),
                                        fields.text("name"),
                                        fields.text("state"),
                                        List.of(),
                                        Checkpoints.NONE,
                                        List.of())),
                "jobs",
                "overview");
        known.removeIf(job -> job.id().isEmpty());
        // What runs or has failed, before what is over.
        known.sort(Comparator.comparing(job -> !job.isAlive() && !job.state().equals("FAILED")));
        if (known.size() > MAX_JOBS) {
            questions.note("%d jobs, of which %d were looked at".formatted(known.size(), MAX_JOBS));
        }
        return known.stream().limit(MAX_JOBS).map(this::details).toList();
    }

    private Job details(Job job) {
        return new Job(
                job.id(), job.name(), job.state(), vertices(job), checkpoints(job), failures(job));
    }

    private List<Vertex> vertices(Job job) {
        List<Vertex> vertices = new ArrayList<>();
        if (job.isAlive()) {
            List<Fields> plain = new ArrayList<>();
            questions.list(
                    "vertices",
                    fields -> {
                        if (plain.size() < MAX_VERTICES) {
                            plain.add(fields);
                        }
                    },
                    "jobs",
                    job.id());
            plain.forEach(fields -> vertices.add(vertex(job, fields)));
        }
        return vertices;
    }

    private Vertex vertex(Job job, Fields fields) {
        Fields pressure = null;
        if (fields.text("status").equals("RUNNING")) {
            pressure =
                    questions.object(
                            "jobs", job.id(), "vertices", fields.text("id"), "backpressure");
        }
        return new Vertex(
                fields.text("name"),
                fields.count("parallelism").orElse(0),
                largest(pressure, "ratio"),
                largest(pressure, "busyRatio"));
    }

    /** The largest of all subtasks. Versions before 1.13 tell of no busy ones. */
    private static double largest(@Nullable Fields pressure, String name) {
        double largest = Double.NaN;
        for (int subtask = 0; pressure != null; subtask++) {
            OptionalDouble ratio = pressure.number("subtasks." + subtask + "." + name);
            if (ratio.isEmpty()) {
                break;
            }
            double value = ratio.getAsDouble();
            largest = Double.isNaN(largest) ? value : Math.max(largest, value);
        }
        return largest;
    }

    private Checkpoints checkpoints(Job job) {
        Fields fields = questions.object("jobs", job.id(), "checkpoints");
        if (fields == null) {
            return Checkpoints.NONE;
        }
        return new Checkpoints(
                fields.count("counts.completed").orElse(0),
                fields.count("counts.failed").orElse(0),
                fields.text("latest.failed.failure_message"));
    }

    private List<Failure> failures(Job job) {
        List<Failure> failures = new ArrayList<>();
        Fields beside =
                questions.list(
                        "exceptionHistory.entries",
                        entry -> add(entry, failures),
                        "jobs",
                        job.id(),
                        "exceptions");
        if (failures.isEmpty() && beside != null && !beside.text("root-exception").isEmpty()) {
            add("", 0, beside.text("root-exception"), failures);
        }
        return failures;
    }

    /** Versions name the TaskManager in one of several ways, or only where it was. */
    private void add(Fields entry, List<Failure> failures) {
        String taskManager = entry.text("taskManagerId");
        if (taskManager.isEmpty()) {
            taskManager = entry.text("endpoint");
        }
        if (taskManager.isEmpty()) {
            taskManager = entry.text("location");
        }
        long timestamp = entry.count("timestamp").orElse(0);
        add(taskManager, timestamp, entry.text("stacktrace"), failures);
    }

    private void add(String taskManager, long timestamp, String stack, List<Failure> failures) {
        int length = Math.min(Math.min(stack.length(), MAX_STACK), MAX_STACK_CHARS - stackChars);
        if (length > 0 && failures.size() < MAX_FAILURES) {
            stackChars += length;
            failures.add(new Failure(timestamp, taskManager, stack.substring(0, length)));
        }
    }
}
