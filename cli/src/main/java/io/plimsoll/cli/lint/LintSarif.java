package io.plimsoll.cli.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.cli.command.Version;
import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.finding.Region;
import io.plimsoll.doctor.lint.finding.TextFix;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as SARIF 2.1.0, the format that code scanning reads. */
final class LintSarif {

    private static final List<LintRule> RULES = List.of(LintRule.values());
    private static final String VERSION = "2.1.0";
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final JsonGenerator json;

    private LintSarif(JsonGenerator json) {
        this.json = json;
    }

    static String print(LintReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new LintSarif(json).write(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void write(LintReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", VERSION);
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool();
        invocation(report.unread());
        // Columns are counted as YAML counts them.
        json.writeStringField("columnKind", "unicodeCodePoints");
        json.writeArrayFieldStart("results");
        for (LintFinding finding : report.findings()) {
            result(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool() throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "plimsoll lint");
        json.writeStringField("version", Version.number());
        json.writeArrayFieldStart("rules");
        for (LintRule rule : RULES) {
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            message("shortDescription", rule.title());
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", rule.level().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Whether all was read: a reader must know that a file without results was not looked at. */
    private void invocation(List<UnreadFile> unread) throws IOException {
        json.writeArrayFieldStart("invocations");
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", unread.isEmpty());
        json.writeArrayFieldStart("toolExecutionNotifications");
        for (UnreadFile file : unread) {
            json.writeStartObject();
            json.writeStringField("level", "error");
            message("message", file.reason());
            json.writeArrayFieldStart("locations");
            json.writeStartObject();
            json.writeObjectFieldStart("physicalLocation");
            artifact(file.name());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void result(LintFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule().id());
        json.writeNumberField("ruleIndex", RULES.indexOf(finding.rule()));
        json.writeStringField("level", finding.level().name().toLowerCase(Locale.ROOT));
        String cures =
                finding.cures().isEmpty() ? "" : ". " + String.join("; or ", finding.cures());
        message("message", finding.message() + cures);
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        artifact(finding.place().file());
        region("region", finding.place());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        if (!finding.fixes().isEmpty()) {
            json.writeArrayFieldStart("fixes");
            for (TextFix fix : finding.fixes()) {
                fix(fix);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void fix(TextFix fix) throws IOException {
        Map<String, List<TextFix.Edit>> byFile = new LinkedHashMap<>();
        for (TextFix.Edit edit : fix.edits()) {
            byFile.computeIfAbsent(edit.place().file(), file -> editsOf(fix, file));
        }
        json.writeStartObject();
        message("description", fix.description());
        json.writeArrayFieldStart("artifactChanges");
        for (Map.Entry<String, List<TextFix.Edit>> file : byFile.entrySet()) {
            json.writeStartObject();
            artifact(file.getKey());
            json.writeArrayFieldStart("replacements");
            for (TextFix.Edit edit : file.getValue()) {
                json.writeStartObject();
                region("deletedRegion", edit.place());
                message("insertedContent", edit.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<TextFix.Edit> editsOf(TextFix fix, String file) {
        return fix.edits().stream().filter(edit -> edit.place().file().equals(file)).toList();
    }

    private void artifact(String file) throws IOException {
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(file));
        json.writeEndObject();
    }

    private void region(String field, Place place) throws IOException {
        Region region = place.region();
        json.writeObjectFieldStart(field);
        json.writeNumberField("startLine", region.line());
        json.writeNumberField("startColumn", region.column());
        json.writeNumberField("endLine", region.endLine());
        json.writeNumberField("endColumn", region.endColumn());
        json.writeEndObject();
    }

    private void message(String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /** A path as a reference that may be relative; blanks and the like are escaped. */
    private static String uri(String file) {
        String path = file.replace('\\', '/');
        boolean likeAScheme = path.indexOf(':') >= 0 && !path.startsWith("/");
        try {
            return new URI(null, null, likeAScheme ? "./" + path : path, null).toASCIIString();
        } catch (URISyntaxException unusual) {
            throw new IllegalStateException("file=" + file, unusual);
        }
    }
}
