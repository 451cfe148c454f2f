package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.cli.plan.answer.Role;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** How a plan is printed. */
public enum PlanFormat {
    /** A table, for people. */
    TABLE,
    /** All of it, for programs. */
    JSON,
    /** The configuration in which every size is fixed; of a JVM its parts. */
    YAML,
    /** Arguments of the JVM, in one line. */
    JAVA_OPTS("java-opts"),
    /** Options that fix every size, in one line. */
    DYNAMIC,
    /** Variables of an environment, for a shell or a file of them. */
    ENV,
    /** Resources and environment of a container in Kubernetes. */
    K8S;

    private final String label;

    PlanFormat() {
        this.label = name().toLowerCase(java.util.Locale.ROOT);
    }

    PlanFormat(String label) {
        this.label = label;
    }

    /** Prints a plan; it ends with a newline. */
    public String print(Planned plan, TableStyle style) {
        return switch (this) {
            case TABLE -> new PlanTable(plan, style).print();
            case JSON -> PlanJson.print(plan);
            case YAML -> PlanYaml.configuration(plan);
            case JAVA_OPTS -> String.join(" ", plan.jvmArguments()) + "\n";
            case DYNAMIC -> dynamic(plan);
            case ENV -> PlanEnvironment.print(plan);
            case K8S -> PlanYaml.kubernetes(plan);
        };
    }

    /** Returns whether a role has something to print in this format. */
    public boolean fits(Role role) {
        return this != DYNAMIC || role != Role.JVM;
    }

    private static String dynamic(Planned plan) {
        return plan.dynamicOptions().entrySet().stream()
                        .map((Entry<String, String> option) -> "-D " + option)
                        .collect(Collectors.joining(" "))
                + "\n";
    }

    @Override
    public String toString() {
        return label;
    }
}
