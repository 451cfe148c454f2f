package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.cluster.MemoryKind;
import io.plimsoll.doctor.cluster.MemoryUse;
import io.plimsoll.doctor.cluster.TaskManager;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a cluster's processes use of their memory, in a terminal: a row for each. */
final class ClusterTable {

    /** More are for programs. */
    private static final int MAX_ROWS = 40;

    private static final int MIN_NAME = 24;
    private static final int MAX_NAME = 48;
    private static final String NONE = "-";

    private final Cluster cluster;
    private final String row;
    private final StringBuilder text = new StringBuilder();

    private ClusterTable(Cluster cluster) {
        this.cluster = cluster;
        int width =
                cluster.taskManagers().stream()
                        .mapToInt(each -> Math.min(each.id().length(), MAX_NAME))
                        .reduce(MIN_NAME, Math::max);
        this.row = "  %-" + width + "s %7s %8s" + " %12s".repeat(5) + " %6s";
    }

    /** Returns it as text, which ends with an empty line. */
    static String print(Cluster cluster) {
        return new ClusterTable(cluster).print();
    }

    /** What is known of the cluster, in a line each. */
    static List<String> head(Cluster cluster) {
        long alive = cluster.jobsAlive();
        return List.of(
                "cluster %s, Flink %s".formatted(cluster.address(), cluster.version()),
                "TaskManagers: %d; slots: %d, free: %d; jobs: %d, over: %d"
                        .formatted(
                                cluster.taskManagers().size(),
                                cluster.slots(),
                                cluster.freeSlots(),
                                alive,
                                cluster.jobs().size() - alive));
    }

    private String print() {
        head(cluster).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        add(
                "used of MiB",
                "slots",
                "process",
                "heap",
                "metaspace",
                "direct",
                "network",
                "managed",
                "GC");
        add(cells("jobmanager", "", "", cluster.jobManagerUse()));
        for (TaskManager each : cluster.taskManagers().stream().limit(MAX_ROWS).toList()) {
            add(cells(each));
        }
        int more = cluster.taskManagers().size() - MAX_ROWS;
        if (more > 0) {
            text.append("  and %d more (-o json has all)%n".formatted(more));
        }
        return text.append('\n').toString();
    }

    private void add(Object... cells) {
        text.append(String.format(Locale.ROOT, row, cells).stripTrailing()).append('\n');
    }

    /** The cells of a TaskManager's row. */
    static Object[] cells(TaskManager each) {
        OptionalLong process = each.part(TaskManager.PROCESS);
        return cells(
                each.id(),
                "%d/%d".formatted(each.slots() - each.freeSlots(), each.slots()),
                process.isPresent() ? mebibytes(process.getAsLong()) : NONE,
                each.use());
    }

    /** The cells of a process's row. */
    static Object[] cells(String name, String slots, String process, MemoryUse use) {
        return Stream.of(
                        Stream.of(name, slots, process),
                        Stream.of(
                                        MemoryKind.HEAP,
                                        MemoryKind.METASPACE,
                                        MemoryKind.DIRECT,
                                        MemoryKind.NETWORK,
                                        MemoryKind.MANAGED)
                                .map(kind -> part(use, kind)),
                        Stream.of(gc(use)))
                .flatMap(each -> each)
                .toArray();
    }

    private static String part(MemoryUse use, MemoryKind kind) {
        OptionalLong used = use.used(kind);
        OptionalLong limit = use.limit(kind);
        if (used.isEmpty() && limit.isEmpty()) {
            return NONE;
        }
        String first = used.isPresent() ? mebibytes(used.getAsLong()) : "?";
        return limit.isPresent() ? first + "/" + mebibytes(limit.getAsLong()) : first;
    }

    private static String gc(MemoryUse use) {
        return use.gcShare().isPresent()
                ? String.format(Locale.ROOT, "%.1f %%", 100 * use.gcShare().getAsDouble())
                : NONE;
    }

    private static String mebibytes(long bytes) {
        return String.valueOf(Math.round(bytes / 0x1p20));
    }
}
