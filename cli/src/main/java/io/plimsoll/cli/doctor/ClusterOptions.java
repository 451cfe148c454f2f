package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.Examination;
import io.plimsoll.doctor.RunningCluster;
import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.rest.ServerAddress;
import io.plimsoll.doctor.rest.ServerAddress.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster of Flink to look at, and how. */
final class ClusterOptions {

    private static final int DEFAULT_TIMEOUT_SECONDS = 15;
    private static final int MAX_TIMEOUT_SECONDS = 600;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description =
                    "A cluster of Flink that runs: the REST address of its JobManager,"
                            + " http://host:8081 say, with a user, https or the path behind a proxy"
                            + " if it has one. Shows what its processes use of their memory, and"
                            + " reads their logs.")
    private @Nullable String url;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description =
                    "With --flink: a field of each request, 'Authorization: Bearer …' say; may be"
                            + " repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "With --flink: how long to wait for a connection, and for the next bytes of an"
                            + " answer. Default: 15.")
    private @Nullable Integer timeoutSeconds;

    @Option(
            names = "--no-logs",
            description = "With --flink: does not read the logs of its processes.")
    private boolean noLogs;

    /** Returns whether there is a cluster to look at. */
    boolean isGiven() {
        return url != null;
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if one is wrong, with a message for its user
     */
    void check() {
        if (url == null) {
            boolean useless = noLogs || timeoutSeconds != null || !headers.isEmpty();
            if (useless) {
                throw new IllegalArgumentException(
                        "--header, --timeout and --no-logs say how to ask a cluster (expected"
                                + " --flink)");
            }
            return;
        }
        address(url);
        int seconds = timeout();
        if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
            throw new IllegalArgumentException(
                    "--timeout %d (expected 1 to %d)".formatted(seconds, MAX_TIMEOUT_SECONDS));
        }
    }

    private int timeout() {
        return timeoutSeconds == null ? DEFAULT_TIMEOUT_SECONDS : timeoutSeconds;
    }

    private ServerAddress address(String text) {
        List<Header> fields;
        try {
            fields = headers.stream().map(Header::parse).toList();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--" + wrong.getMessage(), wrong);
        }
        try {
            return ServerAddress.parse(text, fields);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--flink " + wrong.getMessage(), wrong);
        }
    }

    /** Asks the cluster, if there is one, and hands an examination what it says. */
    Optional<Cluster> ask(Examination examination) throws IOException {
        String given = url;
        if (given == null) {
            return Optional.empty();
        }
        try (RunningCluster running = RunningCluster.ask(address(given), timeout())) {
            if (!noLogs) {
                running.readLogs(examination);
            }
            examination.observe(running.cluster());
            return Optional.of(running.cluster());
        }
    }
}
