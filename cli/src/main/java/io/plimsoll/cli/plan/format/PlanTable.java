package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.configuration.Setting;
import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.MemoryPart;
import java.util.List;
import java.util.Locale;

/** A plan for people: a bar of the process, and a line for each part. */
final class PlanTable {

    private static final int BAR_CELLS = 76;
    private static final String ESCAPE = "\u001b[";

    private final Planned answer;
    private final TableStyle style;
    private final List<MemoryPart> parts;
    private final List<PartMark> marks;
    private final StringBuilder text = new StringBuilder();

    PlanTable(Planned answer, TableStyle style) {
        this.answer = answer;
        this.style = style;
        this.parts = answer.plan().parts();
        this.marks = PartMark.of(parts);
    }

    String print() {
        ByteSize total = answer.plan().total();
        line("%s: %s in all".formatted(answer.subject(), total));
        line("");
        line(bar());
        line("");
        int width = nameWidth();
        for (int i = 0; i < parts.size(); i++) {
            row(marks.get(i), parts.get(i), total, width);
        }
        row("", "total", total, 100.0, width);
        slots(width);
        if (!answer.jvmArguments().isEmpty()) {
            line("");
            line("JVM: " + String.join(" ", answer.jvmArguments()));
        }
        if (style.explained()) {
            settings();
        }
        notes();
        return text.toString();
    }

    private int nameWidth() {
        return parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
    }

    private String bar() {
        StringBuilder bar = new StringBuilder("|");
        List<Integer> shares = Shares.of(parts, BAR_CELLS);
        for (int i = 0; i < parts.size(); i++) {
            String cells = String.valueOf(marks.get(i).letter()).repeat(shares.get(i));
            bar.append(cells.isEmpty() ? "" : coloured(marks.get(i), cells));
        }
        return bar.append('|').toString();
    }

    private String coloured(PartMark mark, String cells) {
        return style.coloured()
                ? "%s30;48;5;%dm%s%s0m".formatted(ESCAPE, mark.terminalColour(), cells, ESCAPE)
                : cells;
    }

    private void row(PartMark mark, MemoryPart part, ByteSize total, int width) {
        double percent = 100.0 * part.size().bytes() / Math.max(1, total.bytes());
        row(
                coloured(mark, String.valueOf(mark.letter())),
                part.name(),
                part.size(),
                percent,
                width);
        if (style.explained()) {
            line("     = " + part.reason());
        }
    }

    private void row(String mark, String name, ByteSize size, double percent, int width) {
        line(
                String.format(
                        Locale.ROOT,
                        "%s  %-" + width + "s %9s %14d %6.1f %%",
                        mark.isEmpty() ? " " : mark,
                        name,
                        size.shown(),
                        size.bytes(),
                        percent));
    }

    private void slots(int width) {
        if (answer.slot().isEmpty()) {
            return;
        }
        line("");
        line("Each slot has of it:");
        for (MemoryPart part : answer.slot()) {
            line(
                    String.format(
                            Locale.ROOT,
                            "   %-" + width + "s %9s %14d",
                            part.name(),
                            part.size().shown(),
                            part.size().bytes()));
        }
    }

    private void settings() {
        if (!answer.settings().isEmpty()) {
            line("");
            line("Set:");
            for (Setting setting : answer.settings()) {
                line("   " + setting);
            }
        }
    }

    private void notes() {
        if (!answer.notes().isEmpty()) {
            line("");
            answer.notes().forEach(note -> line("note: " + note));
        }
        if (!answer.advice().isEmpty()) {
            line("");
            answer.advice().forEach(advice -> line("advice: " + advice));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
