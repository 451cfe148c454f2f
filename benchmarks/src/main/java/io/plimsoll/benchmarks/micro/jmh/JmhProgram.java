package io.plimsoll.benchmarks.micro.jmh;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * JMH in a process of its own, which starts one more for each benchmark.
 *
 * @param java the program that starts a virtual machine
 * @param classPath where the benchmarks and the peers are
 * @param folder where to put small files
 */
public record JmhProgram(Path java, String classPath, Path folder) {

    /** What every virtual machine gets, whatever it measures: the memory of a small service. */
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

    /**
     * What the peers need from a JDK 25 to be as fast as they can: native access, and Unsafe and
     * the JDK's own buffers without warnings.
     */
    private static final List<String> ACCESS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                    "-Dio.netty.noUnsafe=false",
                    "-Dio.netty.tryReflectionSetAccessible=true");

    /**
     * Netty with caches for every thread, on threads that they are made for, and no leak detection.
     */
    private static final List<String> NETTY =
            List.of(
                    "-Dio.netty.allocator.useCacheForAllThreads=true",
                    "-Dio.netty.allocator.useCachedMagazinesForNonEventLoopThreads=true",
                    "-Dio.netty.leakDetection.level=disabled",
                    "-Djmh.executor=CUSTOM",
                    "-Djmh.executor.class=io.plimsoll.benchmarks.memory.thread.NettyThreads");

    /** Netty as it comes, for threads that are too many to have caches. */
    public static final List<String> NETTY_WITHOUT_CACHES =
            List.of(
                    "-Dio.netty.allocator.useCacheForAllThreads=false",
                    "-Dio.netty.allocator.useCachedMagazinesForNonEventLoopThreads=false");

    /** What takes longer hangs. */
    private static final String LONGEST_ITERATION = "30s";

    private static final int LONGEST_RUN_MINUTES = 10;

    /** The flags of every virtual machine that measures. */
    public static String flags() {
        List<String> flags = new ArrayList<>(HEAP);
        flags.addAll(ACCESS);
        flags.addAll(NETTY);
        return String.join(" ", flags);
    }

    /** The libraries that it measures, with their versions, as their files are named. */
    public String libraries() {
        return String.join(
                ", ",
                Arrays.stream(classPath.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .map(name -> name.substring(0, name.length() - ".jar".length()))
                        .toList());
    }

    /**
     * Runs benchmarks to their end.
     *
     * @throws IOException if JMH fails, or takes no benchmark at all
     */
    public List<Score> run(JmhRun run, Effort effort) throws IOException, InterruptedException {
        Path results = folder.resolve("results.json");
        Path log = folder.resolve("jmh.log");
        Files.deleteIfExists(results);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java.toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                classPath,
                                "org.openjdk.jmh.Main"));
        command.addAll(run.arguments(effort));
        command.addAll(
                List.of(
                        "-f",
                        "1",
                        "-to",
                        LONGEST_ITERATION,
                        "-jvmArgs",
                        flags(),
                        "-rf",
                        "json",
                        "-rff",
                        results.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(LONGEST_RUN_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("JMH is not done after " + LONGEST_RUN_MINUTES + " min");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(results)) {
            throw new IOException(complaint(Files.readString(log)));
        }
        return JmhResults.read(Files.readString(results));
    }

    /** What JMH said last: the frames of a stack say where, not what. */
    static String complaint(String log) {
        return log.lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("at "))
                .reduce((_, last) -> last)
                .orElse("JMH said nothing");
    }
}
