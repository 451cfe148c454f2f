package io.plimsoll.benchmarks.micro.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.benchmarks.report.Fact;
import java.io.IOException;
import java.io.StringWriter;

/** Every single figure, for programs. */
public final class MicroJson {

    /** Rises when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private MicroJson() {}

    /** Renders results. */
    public static String of(MicroResults results) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("benchmark", "memory");
            json.writeObjectFieldStart("facts");
            for (Fact fact : results.facts()) {
                json.writeStringField(fact.name(), fact.value());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("failures");
            for (String failure : results.failures()) {
                json.writeString(failure);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("figures");
            for (Figure figure : results.figures()) {
                write(json, figure);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Figure figure) throws IOException {
        json.writeStartObject();
        json.writeStringField("group", figure.group());
        json.writeStringField("case", figure.name());
        json.writeStringField("library", figure.library().label());
        json.writeNumberField("round", figure.round());
        json.writeStringField("unit", figure.unit());
        json.writeNumberField("value", figure.value());
        json.writeEndObject();
    }
}
