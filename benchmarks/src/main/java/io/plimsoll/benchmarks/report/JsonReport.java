package io.plimsoll.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.benchmarks.contest.Outcome;
import io.plimsoll.benchmarks.contest.Run;
import java.io.IOException;
import java.io.StringWriter;
import java.util.OptionalLong;

/** Every single run, for programs. Absent figures aren't known. */
public final class JsonReport {

    /** Rises when a figure changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private JsonReport() {}

    /** Renders results. */
    public static String of(Results results) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("benchmark", results.benchmark());
            json.writeObjectFieldStart("facts");
            for (Fact fact : results.facts()) {
                json.writeStringField(fact.name(), fact.value());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (String note : results.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("runs");
            for (Run run : results.runs()) {
                write(json, run);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Run run) throws IOException {
        json.writeStartObject();
        json.writeStringField("tool", run.contestant().tool());
        json.writeStringField("setting", run.contestant().setting());
        json.writeNumberField("budgetBytes", run.contestant().budget().bytes());
        json.writeNumberField("round", run.round());
        switch (run.outcome()) {
            case Outcome.Failed failed -> json.writeStringField("failure", failed.reason());
            case Outcome.Finished finished -> write(json, finished);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Outcome.Finished finished) throws IOException {
        json.writeNumberField("wallNanos", finished.use().wallNanos());
        writeKnown(json, "cpuNanos", finished.use().cpuNanos());
        writeKnown(json, "peakResidentBytes", finished.use().peakResidentBytes());
        writeKnown(json, "writtenBytes", finished.use().writtenBytes());
        writeKnown(json, "reportedSpillBytes", finished.account().spilledBytes());
        json.writeNumberField("peakTemporaryBytes", finished.temporaryPeakBytes());
        json.writeNumberField("outputBytes", finished.outputBytes());
    }

    private static void writeKnown(JsonGenerator json, String name, OptionalLong value)
            throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        }
    }
}
