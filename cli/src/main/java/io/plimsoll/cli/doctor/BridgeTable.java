package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.bridge.Basis;
import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.bridge.Part;
import io.plimsoll.doctor.process.ContainerMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the memory of a process consists of, in a terminal: a bar, and a row for each part. */
final class BridgeTable {

    private static final int BAR_COLUMNS = 78;

    private final Bridge bridge;
    private final StringBuilder text = new StringBuilder();

    private BridgeTable(Bridge bridge) {
        this.bridge = bridge;
    }

    /** Returns it as text, which ends with an empty line. */
    static String print(Bridge bridge) {
        return new BridgeTable(bridge).print();
    }

    /** What is known of the process, in a line each. */
    static List<String> head(Bridge bridge) {
        List<String> lines = new ArrayList<>();
        String version = bridge.jvm().version().isEmpty() ? "" : ", " + bridge.jvm().version();
        lines.add("process %d, %d threads%s".formatted(bridge.pid(), bridge.threads(), version));
        bridge.container().ifPresent(container -> lines.add(container(container)));
        lines.add("resident set %s = the sum of:".formatted(size(bridge.residentBytes())));
        return lines;
    }

    private static String container(ContainerMemory container) {
        StringBuilder line = new StringBuilder("container limit ");
        line.append(
                container.limitBytes().isPresent()
                        ? size(container.limitBytes().getAsLong())
                        : "none");
        container.usageBytes().ifPresent(bytes -> line.append(", used ").append(size(bytes)));
        container.peakBytes().ifPresent(bytes -> line.append(", at most ").append(size(bytes)));
        container
                .fileBytes()
                .ifPresent(bytes -> line.append(", cached files ").append(size(bytes)));
        container.kernelBytes().ifPresent(bytes -> line.append(", kernel ").append(size(bytes)));
        return line.append(" (").append(container.source()).append(')').toString();
    }

    private String print() {
        head(bridge).forEach(line -> text.append(line).append('\n'));
        text.append('\n').append("  ").append(bar()).append("\n\n");
        text.append(
                "    %-22s %10s %6s %10s %10s%n"
                        .formatted("", "resident", "", "committed", "limit"));
        for (Part part : bridge.parts()) {
            row(part);
        }
        text.append('\n');
        for (Part part : bridge.parts()) {
            explain(part);
        }
        text.append('\n');
        bridge.notes().forEach(note -> text.append("  note  ").append(note).append('\n'));
        if (!bridge.notes().isEmpty()) {
            text.append('\n');
        }
        return text.toString();
    }

    /** Each part has its share of columns, rounded so that they fill the bar. */
    private String bar() {
        StringBuilder bar = new StringBuilder();
        double total = Math.max(1, bridge.residentBytes());
        long before = 0;
        for (Part part : bridge.parts()) {
            before += part.residentBytes();
            int end = (int) Math.round(before / total * BAR_COLUMNS);
            String mark = mark(part);
            bar.append(mark.repeat(Math.max(0, end - bar.length())));
        }
        return bar.toString();
    }

    /** What stands for a part in the bar. */
    private static String mark(Part part) {
        return switch (part.kind()) {
            case HEAP -> "H";
            case METASPACE -> "M";
            case CLASS_SPACE -> "K";
            case CODE -> "C";
            case STACKS -> "T";
            case GC -> "G";
            case DIRECT -> "D";
            case MAPPED -> "F";
            case LIBRARIES -> "L";
            case PLIMSOLL -> "P";
            case MALLOC -> "a";
            case OTHER -> "o";
            case UNACCOUNTED -> "?";
        };
    }

    private void row(Part part) {
        boolean unknown = part.basis() == Basis.UNKNOWN;
        text.append(
                String.format(
                        Locale.ROOT,
                        "  %s %-22s %10s %6s %10s %10s%n",
                        mark(part),
                        part.kind().label(),
                        unknown ? "unknown" : size(part.residentBytes()),
                        unknown ? "" : share(part),
                        size(part.committedBytes()),
                        size(part.limitBytes())));
    }

    private String share(Part part) {
        return String.format(
                Locale.ROOT,
                "%.1f %%",
                100.0 * part.residentBytes() / Math.max(1, bridge.residentBytes()));
    }

    private void explain(Part part) {
        String swap = part.swapBytes() == 0 ? "" : "; in swap: " + size(part.swapBytes());
        String advice = part.advice().isEmpty() ? "" : ". To know more: " + part.advice();
        text.append("  %s %s%s%s%n".formatted(mark(part), part.source(), swap, advice));
    }

    static String size(OptionalLong bytes) {
        return bytes.isPresent() ? size(bytes.getAsLong()) : "";
    }

    /** A size as people read it, always of the same form. */
    static String size(long bytes) {
        String text;
        if (bytes >= 10L << 30) {
            text = "%.2f GiB".formatted(bytes / 0x1p30);
        } else if (bytes >= 100 << 10 || bytes == 0) {
            text = "%.1f MiB".formatted(bytes / 0x1p20);
        } else {
            text = "%.0f KiB".formatted(bytes / 0x1p10);
        }
        return text;
    }
}
