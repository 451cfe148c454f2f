package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.cluster.Job.Checkpoints;
import io.plimsoll.doctor.cluster.Job.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says a cluster in the lines that rules look for. What is unknown has no line. */
public final class ClusterLines {

    /** From this share on Flink's own pages call a task's backpressure high. */
    private static final double HIGH = 0.5;

    /** What differs between two TaskManagers is said up to this length. */
    private static final int MAX_DIFFERENCE = 200;

    private static final int MAX_NAME = 80;
    private static final int MAX_CAUSE = 240;

    private ClusterLines() {}

    /** Returns the lines, each with where it was seen. */
    public static List<Line> of(Cluster cluster) {
        List<Line> lines = new ArrayList<>();
        String where = cluster.address();
        lines.add(new Line(where, "cluster version=" + cluster.version()));
        lines.add(
                new Line(
                        where,
                        "cluster slots: taskManagers=%d slots=%d free=%d jobs=%d"
                                .formatted(
                                        cluster.taskManagers().size(),
                                        cluster.slots(),
                                        cluster.freeSlots(),
                                        cluster.jobsAlive())));
        shapes(cluster, lines);
        process("jobmanager", cluster.jobManagerUse(), "", "jobmanager", lines);
        for (TaskManager each : cluster.taskManagers()) {
            process(each.id(), each.use(), parts(each), "taskmanager", lines);
            managed(each, cluster, lines);
        }
        for (Job job : cluster.jobs()) {
            job(job, lines);
        }
        return lines;
    }

    /**
     * A line.
     *
     * @param source the process or job that it is about
     * @param text the line
     */
    public record Line(String source, String text) {}

    private static String parts(TaskManager taskManager) {
        return taskManager.parts().entrySet().stream()
                .map(part -> " %s=%d".formatted(part.getKey(), part.getValue()))
                .collect(Collectors.joining());
    }

    private static void process(
            String source, MemoryUse use, String parts, String role, List<Line> lines) {
        for (MemoryKind kind : MemoryKind.values()) {
            OptionalLong used = use.used(kind);
            OptionalLong limit = use.limit(kind);
            if (kind != MemoryKind.MANAGED && used.isPresent() && limit.orElse(0) > 0) {
                lines.add(
                        new Line(
                                source,
                                "%s %s: used=%d limit=%d%s%s%s"
                                        .formatted(
                                                role,
                                                kind.label(),
                                                used.getAsLong(),
                                                limit.getAsLong(),
                                                gc(kind, use),
                                                requested(kind, use),
                                                parts)));
            }
        }
    }

    private static String gc(MemoryKind kind, MemoryUse use) {
        return kind == MemoryKind.HEAP && use.gcShare().isPresent()
                ? String.format(Locale.ROOT, " gc=%.3f", use.gcShare().getAsDouble())
                : "";
    }

    private static String requested(MemoryKind kind, MemoryUse use) {
        return kind == MemoryKind.NETWORK && use.networkRequestedPercent().isPresent()
                ? " requested=" + use.networkRequestedPercent().getAsLong()
                : "";
    }

    /** Only slots that are taken say whether managed memory is used. */
    private static void managed(TaskManager each, Cluster cluster, List<Line> lines) {
        OptionalLong used = each.use().used(MemoryKind.MANAGED);
        OptionalLong limit = each.use().limit(MemoryKind.MANAGED);
        if (used.isPresent() && limit.isPresent() && each.freeSlots() < each.slots()) {
            lines.add(
                    new Line(
                            each.id(),
                            "taskmanager managed: used=%d limit=%d slots=%d jobs=%d%s"
                                    .formatted(
                                            used.getAsLong(),
                                            limit.getAsLong(),
                                            each.slots(),
                                            cluster.jobsAlive(),
                                            parts(each))));
        }
    }

    private static void shapes(Cluster cluster, List<Line> lines) {
        Map<Map<String, Long>, TaskManager> shapes = new LinkedHashMap<>();
        cluster.taskManagers().forEach(each -> shapes.putIfAbsent(shape(each), each));
        if (shapes.size() < 2) {
            return;
        }
        List<TaskManager> examples = List.copyOf(shapes.values());
        lines.add(
                new Line(
                        cluster.address(),
                        "cluster shapes: shapes=%d of=%d example %s"
                                .formatted(
                                        shapes.size(),
                                        cluster.taskManagers().size(),
                                        difference(examples.get(0), examples.get(1)))));
    }

    private static Map<String, Long> shape(TaskManager taskManager) {
        Map<String, Long> shape = new LinkedHashMap<>(taskManager.parts());
        shape.put("slots", taskManager.slots());
        return shape;
    }

    private static String difference(TaskManager one, TaskManager other) {
        Map<String, Long> a = shape(one);
        Map<String, Long> b = shape(other);
        TreeSet<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        String text =
                names.stream()
                        .filter(name ->
                                !String.valueOf(a.get(name)).equals(String.valueOf(b.get(name))))
                        .map(name -> "%s %s and %s".formatted(name, a.get(name), b.get(name)))
                        .collect(Collectors.joining(", "));
        String cut = text.length() > MAX_DIFFERENCE ? text.substring(0, MAX_DIFFERENCE) : text;
        return "%s and %s: %s".formatted(one.id(), other.id(), cut);
    }

    private static void job(Job job, List<Line> lines) {
        String source = "job " + name(job.name());
        lines.add(
                new Line(
                        source,
                        "cluster job: state=%s failures=%d%s"
                                .formatted(job.state(), job.failures().size(), lastCause(job))));
        Checkpoints checkpoints = job.checkpoints();
        if (checkpoints.failed() > 0) {
            lines.add(
                    new Line(
                            source,
                            "cluster checkpoints: failed=%d completed=%d last: %s"
                                    .formatted(
                                            checkpoints.failed(),
                                            checkpoints.completed(),
                                            cut(checkpoints.lastFailure(), MAX_CAUSE))));
        }
        pressure(job, source, lines);
    }

    /** The innermost cause of the latest failure: what is said before it is Flink's. */
    private static String lastCause(Job job) {
        if (job.failures().isEmpty()) {
            return "";
        }
        String stack = job.failures().getFirst().stackTrace();
        int cause = stack.lastIndexOf("\nCaused by: ");
        String from = cause < 0 ? stack : stack.substring(cause + "\nCaused by: ".length());
        String line = from.lines().findFirst().orElse("");
        return line.isEmpty() ? "" : " last: " + cut(line, MAX_CAUSE);
    }

    /**
     * A vertex that waits is not the cause: that is the busiest one after the last that waits, or
     * the busiest of all if figures are missing.
     */
    private static void pressure(Job job, String source, List<Line> lines) {
        int last = -1;
        for (int i = 0; i < job.vertices().size(); i++) {
            if (job.vertices().get(i).backpressuredShare() >= HIGH) {
                last = i;
            }
        }
        if (last < 0) {
            return;
        }
        Vertex waiting = job.vertices().get(last);
        Vertex busiest = null;
        for (Vertex after : job.vertices().subList(last + 1, job.vertices().size())) {
            if (busiest == null || after.busyShare() > busiest.busyShare()) {
                busiest = after;
            }
        }
        String cause =
                busiest == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " busy=%.2f parallelism=%d slow=%s",
                                busiest.busyShare(),
                                busiest.parallelism(),
                                name(busiest.name()));
        lines.add(
                new Line(
                        source,
                        String.format(
                                        Locale.ROOT,
                                        "cluster backpressure: ratio=%.2f waiting='%s'",
                                        waiting.backpressuredShare(),
                                        name(waiting.name()))
                                + cause));
    }

    /** A name that users chose, which may be a whole query. */
    private static String name(String text) {
        return cut(text, MAX_NAME).replace('\'', '"');
    }

    private static String cut(String text, int length) {
        String line = oneLine(text);
        return line.length() <= length ? line : line.substring(0, length) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
