package io.plimsoll.doctor.lint.container;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintLevel;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.jvm.JvmPlanner;
import io.plimsoll.plan.remedy.Remedy;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks whether a JVM stays within its container: any application's. */
final class JvmCheck {

    /** A size with a unit that is right elsewhere. */
    private static final Pattern UNIT = Pattern.compile("^(\\d+)([kKmMgG])[iI]?[bB]?$");

    private final Consumer<LintFinding> findings;

    JvmCheck(Consumer<LintFinding> findings) {
        this.findings = findings;
    }

    void check(Container container, long limitBytes) {
        List<JvmArgument> readable = new ArrayList<>();
        for (JvmArgument argument : container.arguments()) {
            if (argument.isReadable()) {
                readable.add(argument);
            } else {
                unreadable(argument);
            }
        }
        initial(readable);
        JvmArgument heap = last(readable, "-Xmx", "-XX:MaxHeapSize=");
        JvmArgument percentage = last(readable, "-XX:MaxRAMPercentage=");
        if (heap != null) {
            bounds(heap, heap.bytes(), readable, limitBytes);
        } else if (percentage != null) {
            long bytes = (long) (percentage.percentage() / 100 * limitBytes);
            bounds(percentage, bytes, readable, limitBytes);
        }
    }

    private void unreadable(JvmArgument argument) {
        String expected =
                argument.isPercentage()
                        ? "expected 0 to 100"
                        : "expected a whole number and k, m or g, without a blank before it";
        String meant = UNIT.matcher(argument.value()).replaceAll("$1$2");
        LintFinding finding =
                LintFinding.of(
                        LintRule.JVM_OPTION,
                        argument.place(),
                        "%s: the JVM doesn't start (%s)".formatted(argument, expected),
                        meant.equals(argument.value())
                                ? "write it as the JVM takes it, such as -Xmx1500m"
                                : "write " + argument.name() + meant);
        boolean clear = argument.exact() && !meant.equals(argument.value());
        findings.accept(
                clear ? finding.replacing(argument.place(), argument.name() + meant) : finding);
    }

    private void initial(List<JvmArgument> arguments) {
        JvmArgument initial = last(arguments, "-Xms");
        JvmArgument max = last(arguments, "-Xmx");
        if (initial != null && max != null && initial.bytes() > max.bytes()) {
            findings.accept(
                    LintFinding.of(
                            LintRule.JVM_OPTION,
                            initial.place(),
                            "%s exceeds %s: the JVM doesn't start".formatted(initial, max),
                            "write -Xms" + max.value()));
        }
    }

    private void bounds(
            JvmArgument heap, long heapBytes, List<JvmArgument> arguments, long limitBytes) {
        long sum = heapBytes;
        StringBuilder parts = new StringBuilder(heap.toString());
        for (String name :
                List.of(
                        "-XX:MaxDirectMemorySize=",
                        "-XX:MaxMetaspaceSize=",
                        "-XX:ReservedCodeCacheSize=")) {
            JvmArgument part = last(arguments, name);
            if (part != null) {
                sum = saturated(sum, part.bytes());
                parts.append(" + ").append(part);
            }
        }
        ByteSize limit = new ByteSize(limitBytes);
        List<Remedy> remedies = remedies(heapBytes, arguments, limitBytes);
        if (sum > limitBytes || heapBytes >= limitBytes) {
            findings.accept(
                    finding(
                            heap,
                            "%s: %s of a container of %s, so that the kernel kills the process"
                                    .formatted(parts, new ByteSize(sum), limit),
                            remedies));
            return;
        }
        tight(heap, limitBytes - heapBytes, needed(remedies, heapBytes), remedies);
    }

    /** Tells of a heap beside which the rest of a JVM hardly fits. */
    private void tight(JvmArgument heap, long leftBytes, long neededBytes, List<Remedy> remedies) {
        if (neededBytes <= leftBytes) {
            return;
        }
        findings.accept(
                finding(
                                heap,
                                "%s leaves %s of its container for the rest of the JVM, which takes %s in"
                                                .formatted(
                                                        heap,
                                                        new ByteSize(leftBytes),
                                                        new ByteSize(neededBytes))
                                        + " an application of middling size",
                                remedies)
                        .at(leftBytes < neededBytes / 2 ? LintLevel.WARNING : LintLevel.NOTE));
    }

    /** What is needed beside the heap, where that is more than there is; 0 otherwise. */
    private static long needed(List<Remedy> remedies, long heapBytes) {
        return remedies.stream()
                .flatMap(remedy -> remedy.changes().stream())
                .filter(change -> change.option().equals("size") && change.to() != null)
                .mapToLong(
                        change -> ByteSize.parse(String.valueOf(change.to())).bytes() - heapBytes)
                .findFirst()
                .orElse(0);
    }

    private static long saturated(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }

    private static LintFinding finding(JvmArgument heap, String message, List<Remedy> remedies) {
        List<String> cures =
                remedies.stream()
                        .flatMap(remedy -> remedy.changes().stream())
                        .filter(change -> change.to() != null)
                        .map(change ->
                                change.option().equals("heap")
                                        ? "write -Xmx" + change.to()
                                        : "raise the container's limit to "
                                                + Quantity.ofBytes(
                                                        ByteSize.parse(String.valueOf(change.to()))
                                                                .bytes()))
                        .distinct()
                        .toList();
        LintFinding finding =
                LintFinding.of(
                        LintRule.JVM_LIMIT, heap.place(), message, cures.toArray(new String[0]));
        String first =
                cures.stream().filter(cure -> cure.startsWith("write -Xmx")).findFirst().orElse("");
        return first.isEmpty() || !heap.exact() || !heap.name().equals("-Xmx")
                ? finding
                : finding.replacing(heap.place(), first.substring("write ".length()));
    }

    private static List<Remedy> remedies(
            long heapBytes, List<JvmArgument> arguments, long limitBytes) {
        return new RemedySearch(JvmPlanner::plan)
                .find(options(heapBytes, arguments, limitBytes)).stream()
                        .filter(remedy ->
                                remedy.changes().stream()
                                        .allMatch(change ->
                                                change.option().equals("heap")
                                                        || change.option().equals("size")))
                        .toList();
    }

    private static Map<String, String> options(
            long heapBytes, List<JvmArgument> arguments, long limitBytes) {
        Map<String, String> options = new HashMap<>();
        options.put("size", limitBytes + "b");
        options.put("heap", heapBytes + "b");
        JvmArgument direct = last(arguments, "-XX:MaxDirectMemorySize=");
        if (direct != null && direct.bytes() >= 1 << 20) {
            options.put("direct", direct.bytes() + "b");
        }
        JvmArgument stack = last(arguments, "-Xss");
        if (stack != null && stack.bytes() >= 256 << 10) {
            options.put("stack", stack.bytes() + "b");
        }
        return options;
    }

    /** Of arguments that are there several times the last one holds. */
    private static @Nullable JvmArgument last(List<JvmArgument> arguments, String... names) {
        return arguments.stream()
                .filter(argument -> List.of(names).contains(argument.name()))
                .reduce((first, second) -> second)
                .orElse(null);
    }
}
