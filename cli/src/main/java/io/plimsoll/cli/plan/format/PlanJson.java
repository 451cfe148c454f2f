package io.plimsoll.cli.plan.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.cli.configuration.Setting;
import io.plimsoll.cli.plan.answer.PlanAnswer;
import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.cli.plan.answer.PlanAnswer.Refused;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.remedy.Change;
import io.plimsoll.plan.remedy.Remedy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** An answer for programs. A field that is not there has nothing to tell. */
public final class PlanJson {

    /** Rises when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private final JsonGenerator json;

    private PlanJson(JsonGenerator json) {
        this.json = json;
    }

    /** Prints an answer; it ends with a newline. */
    public static String print(PlanAnswer answer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultPrettyPrinter pretty = new DefaultPrettyPrinter();
            pretty.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
            json.setPrettyPrinter(pretty);
            new PlanJson(json).write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void write(PlanAnswer answer) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("subject", answer.subject());
        switch (answer) {
            case Planned planned -> writePlan(planned);
            case Refused refused -> writeConflict(refused);
        }
        json.writeArrayFieldStart("settings");
        for (Setting setting : answer.settings()) {
            json.writeStartObject();
            json.writeStringField("key", setting.key());
            json.writeStringField("value", setting.value());
            json.writeStringField("origin", setting.origin());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeStrings("notes", answer.notes());
        json.writeEndObject();
    }

    private void writePlan(Planned planned) throws IOException {
        json.writeStringField("role", planned.role().toString());
        json.writeNumberField("totalBytes", planned.plan().total().bytes());
        writeParts("parts", planned.plan().parts());
        if (!planned.slot().isEmpty()) {
            writeParts("slot", planned.slot());
        }
        writeStrings("jvmArguments", planned.jvmArguments());
        writeStrings("advice", planned.advice());
        json.writeObjectFieldStart("dynamicOptions");
        for (Map.Entry<String, String> option : planned.dynamicOptions().entrySet()) {
            json.writeStringField(option.getKey(), option.getValue());
        }
        json.writeEndObject();
    }

    private void writeParts(String name, List<MemoryPart> parts) throws IOException {
        json.writeArrayFieldStart(name);
        for (MemoryPart part : parts) {
            json.writeStartObject();
            json.writeStringField("name", part.name());
            json.writeNumberField("bytes", part.size().bytes());
            if (!part.option().isEmpty()) {
                json.writeStringField("option", part.option());
            }
            json.writeStringField("reason", part.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeConflict(Refused refused) throws IOException {
        json.writeObjectFieldStart("conflict");
        json.writeStringField("category", refused.conflict().category().name());
        json.writeStringField("message", refused.conflict().message());
        writeStrings("options", refused.conflict().levers().stream().map(Lever::option).toList());
        json.writeEndObject();
        json.writeArrayFieldStart("remedies");
        for (Remedy remedy : refused.remedies()) {
            json.writeStartArray();
            for (Change change : remedy.changes()) {
                json.writeStartObject();
                json.writeStringField("option", change.option());
                json.writeStringField("from", change.from());
                json.writeStringField("to", change.to());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeStrings(String name, List<String> strings) throws IOException {
        json.writeArrayFieldStart(name);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }
}
