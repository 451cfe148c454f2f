package io.plimsoll.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.process.ByteSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells what a finished job did: a line for people, a file for scripts. */
public final class JobReport {

    /** Rises when a figure changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private static final double NANOS_PER_SECOND = 1e9;

    private JobReport() {}

    /** The end of a job's summary: how long it took, what was spilled, and in what memory. */
    public static String summary(JobFigures figures) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT, " in %.1f s", figures.durationNanos() / NANOS_PER_SECOND));
        if (figures.spill("runs") > 0) {
            text.append("; spilled ").append(ByteSize.shown(figures.spill("bytesWritten")));
            text.append(" in ").append(figures.spill("runs")).append(" runs");
        }
        text.append("; memory peak ")
                .append(ByteSize.mebibytes(figures.memory("peakResidentBytes")))
                .append(" of ")
                .append(ByteSize.mebibytes(figures.memory("budgetBytes")));
        return text.toString();
    }

    /**
     * Writes a report, complete or not at all.
     *
     * @throws IOException when it can't be written; the message names the file
     */
    public static void write(Path path, String version, JobFigures figures) throws IOException {
        try (OutputFile file = OutputFile.of(path)) {
            OutputStream out = file.stream();
            write(out, version, figures);
            out.write('\n');
            out.flush();
            file.commit();
        }
    }

    private static void write(OutputStream out, String version, JobFigures figures)
            throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("command", figures.command());
            json.writeStringField("version", version);
            json.writeNumberField("durationSeconds", figures.durationNanos() / NANOS_PER_SECOND);
            writeFigures(json, "input", figures.input());
            writeFigures(json, "output", figures.output());
            writeFigures(json, "memory", figures.memory());
            writeFigures(json, "spill", figures.spill());
            json.writeNumberField("leakedBytes", figures.leakedBytes());
            json.writeEndObject();
        }
    }

    private static void writeFigures(JsonGenerator json, String name, Map<String, Long> figures)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> figure : new TreeMap<>(figures).entrySet()) {
            json.writeNumberField(figure.getKey(), figure.getValue());
        }
        json.writeEndObject();
    }
}
