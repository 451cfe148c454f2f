package io.plimsoll.cli.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.finding.TextFix;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Findings for programs: schemaVersion, files, unread, findings. */
final class LintJson {

    /** Rises when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private final JsonGenerator json;

    private LintJson(JsonGenerator json) {
        this.json = json;
    }

    static String print(LintReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeNumberField("files", report.files());
            json.writeArrayFieldStart("unread");
            for (UnreadFile file : report.unread()) {
                json.writeStartObject();
                json.writeStringField("file", file.name());
                json.writeStringField("reason", file.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            LintJson printer = new LintJson(json);
            for (LintFinding finding : report.findings()) {
                printer.write(finding);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void write(LintFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", finding.rule().id());
        json.writeStringField("level", finding.level().name().toLowerCase(Locale.ROOT));
        write(finding.place());
        json.writeStringField("message", finding.message());
        json.writeArrayFieldStart("cures");
        for (String cure : finding.cures()) {
            json.writeString(cure);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("fixes");
        for (TextFix fix : finding.fixes()) {
            json.writeStartObject();
            json.writeStringField("description", fix.description());
            json.writeArrayFieldStart("edits");
            for (TextFix.Edit edit : fix.edits()) {
                json.writeStartObject();
                write(edit.place());
                json.writeStringField("text", edit.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Place place) throws IOException {
        json.writeStringField("file", place.file());
        json.writeNumberField("line", place.region().line());
        json.writeNumberField("column", place.region().column());
        json.writeNumberField("endLine", place.region().endLine());
        json.writeNumberField("endColumn", place.region().endColumn());
    }
}
