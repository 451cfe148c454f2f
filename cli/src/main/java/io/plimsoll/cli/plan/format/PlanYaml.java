package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.cli.plan.answer.Role;
import io.plimsoll.plan.MemoryPart;
import java.util.Map;

/** Plans as YAML: a configuration of Flink, a container of Kubernetes. */
final class PlanYaml {

    private PlanYaml() {}

    /** The options that fix every size; of a JVM its parts. */
    static String configuration(Planned plan) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# %s: %s\n".formatted(plan.subject(), plan.plan().total()));
        if (plan.role() == Role.JVM) {
            for (MemoryPart part : plan.plan().parts()) {
                yaml.append("# %s\n".formatted(part.reason()));
                yaml.append(
                        "%s: %db\n".formatted(part.name().replace(' ', '-'), part.size().bytes()));
            }
            yaml.append("java-opts: %s\n".formatted(quoted(String.join(" ", plan.jvmArguments()))));
            return yaml.toString();
        }
        for (Map.Entry<String, String> option : plan.dynamicOptions().entrySet()) {
            yaml.append("%s: %s\n".formatted(option.getKey(), option.getValue()));
        }
        return yaml.toString();
    }

    /** What a container's specification says of memory: limit and request are the process. */
    static String kubernetes(Planned plan) {
        long bytes = plan.plan().total().bytes();
        StringBuilder yaml = new StringBuilder();
        yaml.append("# %s: %s\n".formatted(plan.subject(), plan.plan().total()));
        yaml.append(
                """
                resources:
                  requests:
                    memory: "%d"
                  limits:
                    memory: "%d"
                env:
                """
                        .formatted(bytes, bytes));
        PlanEnvironment.variables(plan)
                .forEach((name, value) -> {
                    yaml.append("  - name: %s\n".formatted(name));
                    if (value.indexOf('\n') < 0) {
                        yaml.append("    value: %s\n".formatted(quoted(value)));
                    } else {
                        yaml.append("    value: |\n");
                        value.lines().forEach(line -> yaml.append("      " + line + "\n"));
                    }
                });
        return yaml.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
