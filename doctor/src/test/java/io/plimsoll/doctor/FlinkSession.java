package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.PlanOutcome.Planned;
import io.plimsoll.plan.flink.FlinkMemory;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A session cluster of Flink whose processes are JVMs of their own, started with what {@code plan}
 * derives, as Flink's scripts would. For one thread.
 */
final class FlinkSession implements AutoCloseable {

    private static final String BREAKER = "ClusterBreaker";
    private static final long TIMEOUT_SECONDS = 60;

    /** Serializers reach into the platform; Flink's own scripts open it, too. */
    private static final List<String> OPENED = List.of("java.lang", "java.util", "java.net");

    private final Path folder;
    private final Map<String, String> options;
    private final int restPort;
    private final List<Process> processes = new ArrayList<>();

    /**
     * Lays one out, and starts its JobManager.
     *
     * @param folder an empty folder
     * @param memory options beside those that tell where everything is
     */
    FlinkSession(Path folder, Map<String, String> memory) throws Exception {
        this.folder = folder;
        this.restPort = freePort();
        this.options = new TreeMap<>(memory);
        options.put("jobmanager.rpc.address", "localhost");
        options.put("jobmanager.rpc.port", String.valueOf(freePort()));
        options.put("rest.address", "localhost");
        options.put("rest.port", String.valueOf(restPort));
        options.put("metrics.fetcher.update-interval", "500");
        options.put("io.tmp.dirs", Files.createDirectory(folder.resolve("tmp")).toString());
        Files.writeString(
                Files.createDirectory(folder.resolve("conf")).resolve("config.yaml"),
                options.entrySet().stream()
                        .map(option -> "%s: '%s'\n".formatted(option.getKey(), option.getValue()))
                        .collect(Collectors.joining()));
        compileBreaker();
        FlinkMemory planned = planned(new FlinkPlanner(FlinkVersion.NEWEST).jobManager(options));
        start(
                "jobmanager",
                planned,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T extends FlinkMemory> FlinkMemory planned(PlanOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Planned.class);
        return ((Planned<T>) outcome).plan();
    }

    private void compileBreaker() throws Exception {
        Path source = folder.resolve(BREAKER + ".java");
        try (InputStream in = FlinkSession.class.getResourceAsStream(BREAKER + ".java")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Process javac =
                run(
                        "javac",
                        List.of(
                                "-cp",
                                "target/flink/*",
                                "-d",
                                folder.toString(),
                                source.toString()));
        assertThat(javac.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(javac.exitValue()).as(Files.readString(folder.resolve("javac.out"))).isZero();
    }

    private Process run(String tool, List<String> arguments) throws IOException {
        return run(tool, tool, arguments);
    }

    private Process run(String name, String tool, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/" + tool));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
    }

    private Process start(String name, FlinkMemory memory, String entry) throws IOException {
        Path log = Files.createDirectory(folder.resolve(name)).resolve("flink.log");
        List<String> arguments = new ArrayList<>(memory.jvmArguments());
        arguments.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog.file=" + log,
                        "-Dorg.slf4j.simpleLogger.logFile=" + log));
        arguments.addAll(classPath());
        arguments.addAll(List.of(entry, "--configDir", folder.resolve("conf").toString()));
        memory.dynamicOptions()
                .forEach((key, value) -> {
                    arguments.add("-D");
                    arguments.add(key + "=" + value);
                });
        Process process = run(name, "java", arguments);
        processes.add(process);
        return process;
    }

    private List<String> classPath() {
        List<String> arguments = new ArrayList<>();
        OPENED.forEach(opened -> arguments.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        arguments.addAll(List.of("-cp", "target/flink/*:" + folder));
        return arguments;
    }

    /** Starts a TaskManager and returns its process. */
    Process startTaskManager(String name) throws IOException {
        FlinkMemory planned = planned(new FlinkPlanner(FlinkVersion.NEWEST).taskManager(options));
        return start(name, planned, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
    }

    /** Gives it a job that does what {@code ClusterBreaker} is told. */
    void submit(String trouble, int parallelism, int amount) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
        arguments.addAll(classPath());
        arguments.addAll(
                List.of(
                        BREAKER,
                        url(),
                        trouble,
                        String.valueOf(parallelism),
                        String.valueOf(amount)));
        Process process = run("submit", "java", arguments);
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("submit.out"))).isZero();
    }

    /** Where its REST API is. */
    String url() {
        return "http://localhost:" + restPort;
    }

    /** What its processes printed, for messages of tests. */
    String output() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder, 2)) {
            for (Path file :
                    files.filter(each -> each.toString().matches(".*\\.(out|log)")).toList()) {
                String text = Files.readString(file);
                all.append(file)
                        .append('\n')
                        .append(text.substring(Math.max(0, text.length() - 3000)));
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
