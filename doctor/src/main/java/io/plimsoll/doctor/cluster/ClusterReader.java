package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.rest.Fields;
import io.plimsoll.doctor.rest.RestClient;
import io.plimsoll.doctor.rest.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a JobManager for all that it knows of its cluster. For one thread. */
public final class ClusterReader {

    private static final int MAX_TASK_MANAGERS = 2000;
    private static final int MAX_OPTIONS = 2000;

    /**
     * A JobManager collects metrics when it is asked for them, and answers with those that it has:
     * at first with none.
     */
    private static final int METRIC_TRIES = 8;

    private static final long METRIC_PAUSE_MILLIS = 500;

    private final Questions questions;
    private final RestClient client;

    /** Prepares to ask. */
    public ClusterReader(RestClient client) {
        this.client = client;
        this.questions = new Questions(client);
    }

    /**
     * Asks.
     *
     * @throws RestException if the server can't be had, or is no JobManager
     */
    public Cluster read() throws IOException {
        String version = version();
        Map<String, String> options = options();
        List<TaskManager> registered = taskManagers();
        MemoryUse jobManager = jobManagerUse(registered);
        List<TaskManager> taskManagers =
                registered.stream().map(each -> each.using(use(each))).toList();
        List<Job> jobs = new JobReader(questions).read();
        return new Cluster(
                client.address().base(),
                version,
                taskManagers,
                jobManager,
                jobs,
                options,
                questions.notes());
    }

    private String version() throws IOException {
        Fields config;
        try {
            config = questions.required("config");
        } catch (RestException failed) {
            if (failed.isAnswer()) {
                throw new RestException(
                        failed.getMessage()
                                + "; a JobManager answers there with Flink's version (is this its"
                                + " REST address, with the path behind a proxy?)",
                        failed);
            }
            throw failed;
        }
        String version = config.text("flink-version");
        if (version.isEmpty()) {
            throw new RestException(
                    client.address().base()
                            + "/config: names no version of Flink: this is not a JobManager's REST"
                            + " address",
                    new IOException("no flink-version"));
        }
        return version;
    }

    private Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        questions.list(
                "",
                fields -> {
                    String key = fields.text("key");
                    if (!key.isEmpty() && options.size() < MAX_OPTIONS) {
                        options.put(key, fields.text("value"));
                    }
                },
                "jobmanager",
                "config");
        return options;
    }

    private List<TaskManager> taskManagers() {
        List<TaskManager> found = new ArrayList<>();
        int[] more = new int[1];
        questions.list(
                "taskmanagers",
                fields -> {
                    if (found.size() < MAX_TASK_MANAGERS) {
                        found.add(TaskManager.of(fields));
                    } else {
                        more[0]++;
                    }
                },
                "taskmanagers");
        if (more[0] > 0) {
            questions.note("%d more TaskManagers were not looked at".formatted(more[0]));
        }
        return found;
    }

    /** The first question for metrics makes the JobManager collect those of all processes. */
    private MemoryUse jobManagerUse(List<TaskManager> taskManagers) {
        for (int tries = 1; ; tries++) {
            MemoryUse use = use("jobmanager", "metrics");
            boolean collected = taskManagers.isEmpty() || use(taskManagers.getFirst()).isKnown();
            if ((use.isKnown() && collected) || tries == METRIC_TRIES) {
                if (!use.isKnown() || !collected) {
                    questions.note("metrics were not collected in time: what is used is unknown");
                }
                return use;
            }
            pause();
        }
    }

    private MemoryUse use(TaskManager taskManager) {
        return use("taskmanagers", taskManager.id(), "metrics");
    }

    private MemoryUse use(String... path) {
        Map<String, String> metrics = questions.metrics(MemoryMetrics.query(), path);
        return MemoryMetrics.of(name -> Fields.numberOf(metrics.get(name)));
    }

    private static void pause() {
        try {
            Thread.sleep(METRIC_PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
