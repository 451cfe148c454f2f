package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --report} writes. */
final class ReportTest {

    private static final double MANAGED_BYTES = 8 << 20;

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    private Map<String, Object> report(String... arguments) throws IOException {
        Path report = folder.resolve("report");
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--report";
        all[arguments.length + 1] = report.toString();
        all[arguments.length + 2] = "-o";
        all[arguments.length + 3] = fixture.path("output");
        Outcome outcome = fixture.sort(all);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return flattened(report);
    }

    /** A JSON file's numbers and texts, by their paths: {@code memory.budgetBytes}. */
    private static Map<String, Object> flattened(Path file) throws IOException {
        Map<String, Object> values = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            while (json.nextToken() != null) {
                if (!json.currentToken().isScalarValue()) {
                    continue;
                }
                String path = json.getParsingContext().pathAsPointer().toString().substring(1);
                Object value =
                        json.currentToken() == JsonToken.VALUE_STRING
                                ? json.getText()
                                : json.getDoubleValue();
                assertThat(values.put(path.replace('/', '.'), value)).isNull();
            }
        }
        assertThat(Files.readString(file)).endsWith("}\n");
        return values;
    }

    @Test
    void shouldHaveAllFigures() throws IOException {
        String first = fixture.file("first", "1\tb\nx\ta\n2\tc\n");
        String second = fixture.file("second", "1\tz");
        Map<String, Object> report =
                report("--threads", "2", "-k", "1:long", "-u", "--on-bad-row=skip", first, second);
        assertThat(report)
                .containsEntry("schemaVersion", 1.0)
                .containsEntry("command", "sort")
                .containsKey("version")
                .containsEntry("input.files", 2.0)
                .containsEntry("input.bytes", 15.0)
                .containsEntry("input.records", 3.0)
                .containsEntry("input.skippedRecords", 1.0)
                .containsEntry("output.records", 2.0)
                .containsEntry("output.bytes", 8.0)
                .containsEntry("memory.budgetBytes", (double) (128 << 20))
                .containsEntry("memory.managedBytes", MANAGED_BYTES)
                .containsEntry("memory.machineBytes", (double) (120 << 20))
                .containsEntry("spill.bytesWritten", 0.0)
                .containsEntry("spill.bytesRead", 0.0)
                .containsEntry("spill.runs", 0.0)
                .containsEntry("leakedBytes", 0.0);
        assertThat((double) report.get("durationSeconds")).isGreaterThan(0).isLessThan(60);
        assertThat((double) report.get("memory.peakResidentBytes")).isGreaterThan(10e6);
        assertThat((double) report.get("memory.peakManagedBytes"))
                .isGreaterThan(0)
                .isLessThanOrEqualTo(MANAGED_BYTES);
    }

    @Test
    void shouldTellWhatWasSpilled() throws IOException {
        StringBuilder lines = new StringBuilder();
        new Random(71).ints(1_000_000).forEach(next -> lines.append(next).append('\n'));
        Map<String, Object> report = report(fixture.file("input", lines.toString()));
        assertThat((double) report.get("spill.runs")).isGreaterThan(1);
        assertThat((double) report.get("spill.bytesWritten")).isGreaterThan(1e6);
        assertThat((double) report.get("spill.bytesRead"))
                .isEqualTo((double) report.get("spill.bytesWritten"));
        assertThat((double) report.get("spill.rawBytesWritten")).isGreaterThan(1e6);
        assertThat(report).containsEntry("input.bytes", (double) lines.length());
        assertThat(report).containsEntry("output.bytes", (double) lines.length());
        assertThat(report).containsEntry("leakedBytes", 0.0);
        assertThat((double) report.get("memory.peakManagedBytes"))
                .isLessThanOrEqualTo(MANAGED_BYTES);
    }

    /** It used to fail when all the work was done. */
    @Test
    void shouldFailBeforeTheWork_whenItCanNotBeWritten() throws IOException {
        String file = fixture.file("input", "b\na\n");
        String report = fixture.path("missing/report");
        assertThat(fixture.failure("--report", report, file))
                .isEqualTo(report + ": no such folder: " + fixture.path("missing"));
        assertThat(fixture.failure("--report", folder.toString(), file))
                .isEqualTo(folder + ": is a folder (expected a file)");
        assertThat(folder.resolve("sorted")).doesNotExist();
    }

    @Test
    void shouldLeaveAnEarlierOne_whenTheCommandFails() throws IOException {
        String report = fixture.file("report", "earlier");
        fixture.failure("--report", report, "missing");
        assertThat(Path.of(report)).hasContent("earlier");
    }
}
