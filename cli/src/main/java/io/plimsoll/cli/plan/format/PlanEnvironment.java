package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.cli.plan.answer.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plans as variables of an environment: {@code FLINK_PROPERTIES}, which Flink's images add to their
 * configuration, or {@code JAVA_TOOL_OPTIONS}, which every JVM reads; and the C library's arenas,
 * of which a process with many threads would otherwise have more than the overhead holds.
 */
final class PlanEnvironment {

    private PlanEnvironment() {}

    static Map<String, String> variables(Planned plan) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (plan.role() == Role.JVM) {
            variables.put("JAVA_TOOL_OPTIONS", String.join(" ", plan.jvmArguments()));
            variables.put("MALLOC_ARENA_MAX", "2");
        } else {
            variables.put(
                    "FLINK_PROPERTIES",
                    plan.dynamicOptions().entrySet().stream()
                            .map(option -> option.getKey() + ": " + option.getValue())
                            .collect(Collectors.joining("\n")));
        }
        return variables;
    }

    /** A line for each, which a shell reads; a value may be of several lines. */
    static String print(Planned plan) {
        StringBuilder lines = new StringBuilder();
        variables(plan)
                .forEach((name, value) ->
                        lines.append("%s='%s'\n".formatted(name, value.replace("'", "'\\''"))));
        return lines.toString();
    }
}
