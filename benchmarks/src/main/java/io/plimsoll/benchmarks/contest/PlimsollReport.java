package io.plimsoll.benchmarks.contest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What {@code plimsoll --report} wrote: whole numbers by the path of their names. */
public final class PlimsollReport {

    private final Map<String, Long> figures;

    private PlimsollReport(Map<String, Long> figures) {
        this.figures = figures;
    }

    /** Reads one. */
    public static PlimsollReport read(Path file) throws IOException {
        Map<String, Long> figures = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    figures.put(
                            parser.getParsingContext().pathAsPointer().toString(),
                            parser.getLongValue());
                }
            }
        }
        return new PlimsollReport(figures);
    }

    /** A figure, such as {@code /spill/bytesWritten}. */
    OptionalLong figure(String path) {
        Long value = figures.get(path);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Its figures that a contest shows. */
    public Account account() {
        return new Account(
                figure("/spill/bytesWritten"),
                figure("/input/files"),
                figure("/input/bytes"),
                figure("/input/records"));
    }
}
