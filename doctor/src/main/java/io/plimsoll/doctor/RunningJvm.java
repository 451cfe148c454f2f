package io.plimsoll.doctor;

import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.bridge.Survey;
import io.plimsoll.doctor.jvm.AnswerReader;
import io.plimsoll.doctor.jvm.BufferPools;
import io.plimsoll.doctor.jvm.Jcmd;
import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.jvm.ManagementAgent;
import io.plimsoll.doctor.process.ControlGroupReader;
import io.plimsoll.doctor.process.ProcessException;
import io.plimsoll.doctor.process.ProcessFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A JVM that runs on this machine, asked once. For one thread. Close it to remove what it answered.
 */
public final class RunningJvm implements AutoCloseable {

    private static final int JCMD_TIMEOUT_SECONDS = 30;
    private static final int AGENT_TIMEOUT_SECONDS = 10;

    private final Path answers;
    private final Bridge bridge;

    private RunningJvm(Path answers, Bridge bridge) {
        this.answers = answers;
        this.bridge = bridge;
    }

    /**
     * Asks a JVM, and reads what the kernel knows of it.
     *
     * @param agent whether to start the management agent in it, which counts its buffers
     * @throws ProcessException if there is no such process, it is no JVM, or it may not be looked
     *     at
     * @throws IOException if a temporary file can't be written
     */
    public static RunningJvm ask(long pid, boolean agent) throws IOException {
        ProcessFiles files = ProcessFiles.ofJvm(pid);
        Path answers = Files.createTempFile("plimsoll-doctor", ".answers");
        try {
            // A JVM that would not catch the signal to listen would die of it.
            JvmReport report = files.catchesQuit() ? report(pid, answers) : JvmReport.NOTHING;
            Supplier<Optional<BufferPools>> buffers =
                    agent && report.isAnswered()
                            ? () -> ManagementAgent.buffers(pid, AGENT_TIMEOUT_SECONDS)
                            : Optional::empty;
            Bridge bridge =
                    new Survey(files, report)
                            .make(new ControlGroupReader(Path.of("/"), files).read(files), buffers);
            if (bridge.residentBytes() == 0) {
                throw new ProcessException("process %d has ended".formatted(pid));
            }
            return new RunningJvm(answers, bridge);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(answers);
            throw failed;
        }
    }

    private static JvmReport report(long pid, Path answers) throws IOException {
        Jcmd.ask(pid, answers, JCMD_TIMEOUT_SECONDS);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(answers))) {
            return AnswerReader.read(in);
        }
    }

    /** Returns the bridge from its container to its parts. */
    public Bridge bridge() {
        return bridge;
    }

    /**
     * Opens what it answered: VM.info and more, in which rules may find something.
     *
     * @throws IOException if that can't be read any more
     */
    public InputStream answers() throws IOException {
        return Files.newInputStream(answers);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(answers);
    }
}
