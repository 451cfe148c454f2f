package io.plimsoll.cli.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Evidence;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.finding.Target;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A diagnosis for programs: schemaVersion, cluster, process, findings, facts, notes, bytes, lines.
 */
final class DiagnosisJson {

    /** Rises when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private final JsonGenerator json;

    private DiagnosisJson(JsonGenerator json) {
        this.json = json;
    }

    static String print(Diagnosis diagnosis, Observed observed) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            if (observed.cluster().isPresent()) {
                new ClusterJson(json).write(observed.cluster().get());
            }
            if (observed.bridge().isPresent()) {
                new BridgeJson(json).write(observed.bridge().get());
            }
            new DiagnosisJson(json).write(diagnosis);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void write(Diagnosis diagnosis) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : diagnosis.findings()) {
            write(finding);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("facts");
        for (Map.Entry<String, String> fact : diagnosis.facts().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        texts("notes", diagnosis.notes());
        json.writeNumberField("bytes", diagnosis.bytes());
        json.writeNumberField("lines", diagnosis.lines());
    }

    private void write(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.rule());
        json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("title", finding.title());
        json.writeNumberField("matches", finding.matches());
        json.writeArrayFieldStart("evidence");
        for (Evidence evidence : finding.evidence()) {
            json.writeStartObject();
            json.writeStringField("source", evidence.source());
            json.writeNumberField("line", evidence.line());
            json.writeStringField("text", evidence.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        texts("causes", finding.causes());
        texts("checks", finding.checks());
        json.writeObjectFieldStart("fixes");
        for (Map.Entry<Target, List<String>> fix : finding.fixes().entrySet()) {
            texts(fix.getKey().name().toLowerCase(Locale.ROOT), fix.getValue());
        }
        json.writeEndObject();
        texts("follows", finding.follows());
        json.writeStringField("reference", finding.reference());
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
