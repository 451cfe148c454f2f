package io.plimsoll.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What SARIF 2.1.0 says of the objects that are written here: which properties there may be and
 * must be, and what their values are. All objects are closed: another property is an error.
 */
final class SarifShape {

    /** By object: its properties, those with a star required, each with what its value is. */
    private static final Map<String, Map<String, String>> OBJECTS =
            Map.ofEntries(
                    Map.entry(
                            "log", Map.of("$schema", "uri", "version*", "2.1.0", "runs*", "[run")),
                    Map.entry(
                            "run",
                            Map.of(
                                    "tool*", "tool",
                                    "invocations", "[invocation",
                                    "columnKind", "utf16CodeUnits|unicodeCodePoints",
                                    "results", "[result")),
                    Map.entry(
                            "invocation",
                            Map.of(
                                    "executionSuccessful*", "flag",
                                    "toolExecutionNotifications", "[notification")),
                    Map.entry(
                            "notification",
                            Map.of(
                                    "message*", "message",
                                    "level", "none|note|warning|error",
                                    "locations", "[location")),
                    Map.entry("tool", Map.of("driver*", "toolComponent")),
                    Map.entry(
                            "toolComponent",
                            Map.of("name*", "text", "version", "text", "rules", "[rule")),
                    Map.entry(
                            "rule",
                            Map.of(
                                    "id*", "text",
                                    "shortDescription", "message",
                                    "defaultConfiguration", "configuration")),
                    Map.entry("configuration", Map.of("level", "none|note|warning|error")),
                    Map.entry("message", Map.of("text*", "text")),
                    Map.entry(
                            "result",
                            Map.of(
                                    "ruleId", "text",
                                    "ruleIndex", "number",
                                    "level", "none|note|warning|error",
                                    "message*", "message",
                                    "locations", "[location",
                                    "fixes", "[fix")),
                    Map.entry("location", Map.of("physicalLocation", "physicalLocation")),
                    Map.entry(
                            "physicalLocation",
                            Map.of("artifactLocation*", "artifactLocation", "region", "region")),
                    Map.entry("artifactLocation", Map.of("uri", "uri")),
                    Map.entry(
                            "region",
                            Map.of(
                                    "startLine*", "positive",
                                    "startColumn", "positive",
                                    "endLine", "positive",
                                    "endColumn", "positive")),
                    Map.entry(
                            "fix",
                            Map.of(
                                    "description",
                                    "message",
                                    "artifactChanges*",
                                    "[artifactChange")),
                    Map.entry(
                            "artifactChange",
                            Map.of(
                                    "artifactLocation*", "artifactLocation",
                                    "replacements*", "[replacement")),
                    Map.entry(
                            "replacement",
                            Map.of("deletedRegion*", "region", "insertedContent", "message")));

    /** Lists that must not be empty. */
    private static final Set<String> FILLED = Set.of("artifactChanges", "replacements");

    private SarifShape() {}

    static void check(String text) {
        Object log = new Load(LoadSettings.builder().build()).loadFromString(text);
        checkObject("log", log, "log");
        Map<?, ?> run = (Map<?, ?>) ((List<?>) ((Map<?, ?>) log).get("runs")).getFirst();
        Map<?, ?> driver = (Map<?, ?>) ((Map<?, ?>) run.get("tool")).get("driver");
        List<?> rules = (List<?>) driver.get("rules");
        for (Object result : (List<?>) run.get("results")) {
            Map<?, ?> fields = (Map<?, ?>) result;
            Map<?, ?> rule = (Map<?, ?>) rules.get((Integer) fields.get("ruleIndex"));
            assertThat(rule.get("id")).isEqualTo(fields.get("ruleId"));
        }
        assertThat(new HashSet<>(rules)).hasSameSizeAs(rules);
    }

    private static void checkObject(String kind, Object value, String where) {
        Map<String, String> known = OBJECTS.get(kind);
        assertThat(value).as(where).isInstanceOf(Map.class);
        Map<?, ?> fields = (Map<?, ?>) value;
        known.forEach((name, type) -> {
            String bare = name.replace("*", "");
            if (name.endsWith("*")) {
                assertThat(fields.containsKey(bare)).as(where + "." + bare).isTrue();
            }
        });
        fields.forEach((name, field) -> {
            String type = known.getOrDefault(name + "*", known.get(name));
            assertThat(type).as("%s.%s is no property", where, name).isNotNull();
            if (FILLED.contains(name)) {
                assertThat((List<?>) field).as(where).isNotEmpty();
            }
            checkValue(type, field, where + "." + name);
        });
    }

    private static void checkValue(String type, Object value, String where) {
        if (type.startsWith("[")) {
            assertThat(value).as(where).isInstanceOf(List.class);
            ((List<?>) value).forEach(item -> checkObject(type.substring(1), item, where));
        } else if (OBJECTS.containsKey(type)) {
            checkObject(type, value, where);
        } else if (type.equals("flag")) {
            assertThat(value).as(where).isInstanceOf(Boolean.class);
        } else if (type.equals("number")) {
            assertThat((Integer) value).as(where).isGreaterThanOrEqualTo(-1);
        } else if (type.equals("positive")) {
            assertThat((Integer) value).as(where).isPositive();
        } else if (type.equals("uri")) {
            assertThat(URI.create((String) value)).as(where).isNotNull();
        } else if (type.equals("text")) {
            assertThat((String) value).as(where).isNotBlank();
        } else {
            assertThat(type.split("\\|")).as(where).contains((String) value);
        }
    }
}
