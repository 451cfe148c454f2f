package io.plimsoll.doctor.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a JVM by the {@code jcmd} of this JDK: one call with all questions. */
public final class Jcmd {

    private static final String QUESTIONS =
            """
            VM.flags -all
            VM.info
            VM.metaspace show-loaders=false vslist
            VM.native_memory detail
            """;

    private Jcmd() {}

    /**
     * Asks.
     *
     * @param answers the file that takes the answers
     * @param timeoutSeconds how long to wait
     * @return whether it answered everything in time; what came before then is in the file
     * @throws IOException if there is no jcmd beside this JVM
     */
    public static boolean ask(long pid, Path answers, int timeoutSeconds) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new IOException("there is no jcmd in this JDK");
        }
        Path questions = Files.createTempFile("plimsoll-doctor", ".jcmd");
        try {
            Files.writeString(questions, QUESTIONS, StandardCharsets.US_ASCII);
            return run(jcmd, pid, questions, answers, timeoutSeconds);
        } finally {
            Files.deleteIfExists(questions);
        }
    }

    private static boolean run(
            Path jcmd, long pid, Path questions, Path answers, int timeoutSeconds)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                jcmd.toString(),
                                "-J-Xmx64m",
                                "-J-XX:+UseSerialGC",
                                "-J-XX:TieredStopAtLevel=1",
                                "-J-XX:-UsePerfData",
                                Long.toString(pid),
                                "-f",
                                questions.toString()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(answers.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        try {
            if (process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }
}
