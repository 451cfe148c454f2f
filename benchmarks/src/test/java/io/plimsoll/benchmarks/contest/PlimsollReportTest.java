package io.plimsoll.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlimsollReportTest {

    @TempDir Path folder;

    @Test
    void shouldReadFiguresByTheirPath() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(
                file,
                """
                {"schemaVersion": 1, "command": "sort", "durationSeconds": 1.5,
                 "input": {"files": 1, "bytes": 500},
                 "spill": {"bytesRead": 7, "bytesWritten": 9}, "leakedBytes": 0}
                """);

        assertThat(PlimsollReport.read(file).account())
                .isEqualTo(
                        new Account(
                                OptionalLong.of(9),
                                OptionalLong.of(1),
                                OptionalLong.of(500),
                                OptionalLong.empty()));
    }
}
