package io.plimsoll.doctor.jvm;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that say where something is. For one thread. */
final class AddressLines {

    private static final String HEX = "0x([0-9a-f]{1,16})";

    private static final Pattern HEAP =
            Pattern.compile("^Heap address: " + HEX + ", size: (\\d{1,12}) MB");
    private static final Pattern CLASS_DATA =
            Pattern.compile("archive\\(s\\) mapped at: \\[" + HEX + "-0x[0-9a-f]+-" + HEX);
    private static final Pattern CLASS_SPACE =
            Pattern.compile("^Compressed class space mapped at: " + HEX + "-" + HEX);
    private static final Pattern CODE =
            Pattern.compile("^ bounds \\[" + HEX + ", " + HEX + ", " + HEX + "\\]");
    private static final Pattern GC =
            Pattern.compile(
                    "^(?:Card table byte_map: | Bits: | Prev Bits: | Next Bits: | Begin Bits: | End Bits: +)\\["
                            + HEX
                            + ", ?"
                            + HEX);
    private static final Pattern NODE =
            Pattern.compile("node #\\d+: base " + HEX + ": reserved=(\\d{1,12})(?:\\.\\d+)? KB");

    /** Of native memory tracking in detail. */
    private static final Pattern RESERVED =
            Pattern.compile(
                    "^\\[" + HEX + " - " + HEX + "\\] reserved .{0,40}? for (.{1,40}?)(?: from)?$");

    private static final Map<String, RangeOwner> TRACKED =
            Map.of(
                    "java heap", RangeOwner.HEAP,
                    "thread stack", RangeOwner.STACK,
                    "gc", RangeOwner.GC,
                    "code", RangeOwner.CODE,
                    "shared class space", RangeOwner.CLASS_DATA,
                    "metaspace", RangeOwner.METASPACE,
                    "class", RangeOwner.CLASS_SPACE);

    private final ReportBuilder report;
    private boolean classSpace;

    AddressLines(ReportBuilder report) {
        this.report = report;
    }

    void line(String line) {
        if (line.startsWith("vsl ")) {
            classSpace = line.startsWith("vsl class-space");
        } else if (line.startsWith("[0x")) {
            tracked(line);
        } else if (line.contains("0x")) {
            located(line);
        }
    }

    private void located(String line) {
        Matcher heap = HEAP.matcher(line);
        Matcher node = NODE.matcher(line);
        if (heap.find()) {
            report.rangeOfKb(RangeOwner.HEAP, heap.group(1), Long.parseLong(heap.group(2)) << 10);
        } else if (node.find()) {
            RangeOwner owner = classSpace ? RangeOwner.CLASS_SPACE : RangeOwner.METASPACE;
            report.rangeOfKb(owner, node.group(1), Long.parseLong(node.group(2)));
        } else {
            twoEnds(CLASS_DATA, RangeOwner.CLASS_DATA, line);
            twoEnds(CLASS_SPACE, RangeOwner.CLASS_SPACE, line);
            twoEnds(GC, RangeOwner.GC, line);
            code(line);
        }
    }

    private void twoEnds(Pattern pattern, RangeOwner owner, String line) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
            report.range(owner, matcher.group(1), matcher.group(2));
        }
    }

    /** Bounds are the start, the end of what is claimed, and the end of what is reserved. */
    private void code(String line) {
        Matcher code = CODE.matcher(line);
        if (code.find()) {
            report.range(RangeOwner.CODE, code.group(1), code.group(3));
            try {
                long committed =
                        Long.parseLong(code.group(2), 16) - Long.parseLong(code.group(1), 16);
                if (committed > 0) {
                    report.add(JvmFigure.CODE_COMMITTED, committed);
                }
            } catch (NumberFormatException tooLarge) {
                // no address of a process: the figure stays as it is
                return;
            }
        }
    }

    private void tracked(String line) {
        Matcher reserved = RESERVED.matcher(line);
        if (reserved.find()) {
            String category = reserved.group(3).toLowerCase(Locale.ROOT);
            report.range(
                    TRACKED.getOrDefault(category, RangeOwner.OTHER),
                    reserved.group(1),
                    reserved.group(2));
        }
    }
}
