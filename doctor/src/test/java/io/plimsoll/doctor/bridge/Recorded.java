package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.jvm.AnswerReader;
import io.plimsoll.doctor.jvm.BufferPools;
import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.process.ProcessFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Processes that were recorded: each a JVM of 256 MiB heap with 60 MiB of arrays, 49 MiB of direct
 * buffers (one of 48, a hundred of 10,000 bytes), a mapped file of 32 MiB and 20 idle threads.
 */
public final class Recorded {

    private final Path folder;

    /** Finds one. */
    public Recorded(String name) {
        String path = "/io/plimsoll/doctor/process/" + name;
        folder =
                Path.of(
                                URI.create(
                                        Objects.requireNonNull(
                                                        Recorded.class.getResource(path + "/smaps"),
                                                        name)
                                                .toString()))
                        .getParent();
    }

    /** What the JVM answered. */
    public byte[] answers() throws IOException {
        return Files.readAllBytes(folder.resolve("answers"));
    }

    /** What the kernel told. */
    public String smaps() throws IOException {
        return Files.readString(folder.resolve("smaps"));
    }

    JvmReport report() throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("answers"))) {
            return AnswerReader.read(in);
        }
    }

    /** The bridge of the process, in a folder that is as /proc has it. */
    Bridge bridge(Path proc, JvmReport report) throws IOException {
        Files.writeString(proc.resolve("smaps"), smaps());
        Files.writeString(proc.resolve("maps"), smaps());
        Files.copy(folder.resolve("status"), proc.resolve("status"));
        return new Survey(new ProcessFiles(4711, proc), report)
                .make(
                        Optional.empty(),
                        () -> Optional.of(new BufferPools(49 << 20, 101, 32 << 20, 1)));
    }
}
