package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.rest.Fields;
import io.plimsoll.doctor.rest.JsonAnswer;
import io.plimsoll.doctor.rest.RestClient;
import io.plimsoll.doctor.rest.RestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The logs of a cluster's processes, which the JobManager hands out: each process's log and
 * standard output, and what else lies beside and is worth reading. For one thread.
 */
public final class ClusterLogs {

    /** The log of one process is read at a time, and a JobManager copies it before it answers. */
    private static final int MAX_TASK_MANAGERS = 32;

    private static final long MAX_LOG_BYTES = 4L << 30;
    private static final int MAX_FILES = 32;

    private static final String JOB_MANAGER = "jobmanager";
    private static final String TASK_MANAGERS = "taskmanagers";

    private final RestClient client;
    private final Set<String> known = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    /** Prepares to read. */
    public ClusterLogs(RestClient client) {
        this.client = client;
    }

    /**
     * Reads the logs one after another, those of TaskManagers with trouble first.
     *
     * @param sink takes a log's name and its content, which it need not close
     * @return what could not be read
     */
    public List<String> read(Cluster cluster, BiConsumer<String, InputStream> sink) {
        readProcess("jobmanager", sink, JOB_MANAGER);
        List<TaskManager> order = inOrder(cluster);
        for (TaskManager taskManager : order.stream().limit(MAX_TASK_MANAGERS).toList()) {
            readProcess(taskManager.id(), sink, TASK_MANAGERS, taskManager.id());
        }
        if (order.size() > MAX_TASK_MANAGERS) {
            notes.add(
                    "logs of %d TaskManagers were read, those of %d more were not"
                            .formatted(MAX_TASK_MANAGERS, order.size() - MAX_TASK_MANAGERS));
        }
        return List.copyOf(notes);
    }

    private static List<TaskManager> inOrder(Cluster cluster) {
        Set<String> failed =
                cluster.jobs().stream()
                        .flatMap(job -> job.failures().stream())
                        .map(Job.Failure::taskManager)
                        .collect(Collectors.toSet());
        return cluster.taskManagers().stream()
                .sorted(
                        Comparator.comparing((TaskManager each) -> !failed.contains(each.id()))
                                .thenComparingDouble(each -> -each.use().gcShare().orElse(0)))
                .toList();
    }

    /** What a process logs, and files beside it that no other process has in the same folder. */
    private void readProcess(String name, BiConsumer<String, InputStream> sink, String... process) {
        List<LogFile> files = files(process);
        read(name + " log", sink, true, with(process, "log"));
        read(name + " stdout", sink, false, with(process, "stdout"));
        for (LogFile file : files) {
            if (file.bytes > MAX_LOG_BYTES) {
                notes.add(
                        "%s %s: %d bytes, not read (fetch it, and give it as FILE)"
                                .formatted(name, file.name, file.bytes));
            } else if (file.isBeside() && known.add(file.identity())) {
                read(name + " " + file.name, sink, true, with(process, "logs", file.name));
            }
        }
    }

    private void read(
            String name, BiConsumer<String, InputStream> sink, boolean expected, String... path) {
        try (InputStream in = client.get(path)) {
            sink.accept(name, in);
        } catch (RestException failed) {
            // Containers often have no file of what they print.
            if (expected || !failed.isAnswer()) {
                notes.add(String.valueOf(failed.getMessage()));
            }
        } catch (IOException closing) {
            notes.add(name + ": " + closing.getMessage());
        }
    }

    private List<LogFile> files(String... process) {
        List<LogFile> files = new ArrayList<>();
        String[] path = with(process, "logs");
        String name = client.address().base() + "/" + String.join("/", path);
        try {
            JsonAnswer.list(
                    name,
                    client.get(path),
                    "logs",
                    fields -> {
                        if (files.size() < MAX_FILES) {
                            files.add(LogFile.of(fields));
                        }
                    });
        } catch (IOException failed) {
            notes.add(String.valueOf(failed.getMessage()));
        }
        return files;
    }

    private static String[] with(String[] process, String... more) {
        List<String> path = new ArrayList<>(List.of(process));
        path.addAll(List.of(more));
        return path.toArray(String[]::new);
    }

    /** A file in the folder of a process's logs. */
    private record LogFile(String name, long bytes, String modified) {

        static LogFile of(Fields fields) {
            return new LogFile(
                    fields.text("name"), fields.count("size").orElse(0), fields.text("mtime"));
        }

        /** Whether it says of the JVM what the log does not. */
        boolean isBeside() {
            return name.startsWith("hs_err") || name.startsWith("gc");
        }

        String identity() {
            return name + "/" + bytes + "/" + modified;
        }
    }
}
