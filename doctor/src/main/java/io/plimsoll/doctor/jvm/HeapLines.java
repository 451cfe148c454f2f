package io.plimsoll.doctor.jvm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code VM.info} says below "Heap:", up to an empty line. For one thread. */
final class HeapLines {

    private static final Pattern RANGE =
            Pattern.compile("\\[0x([0-9a-f]{1,16}), ?0x([0-9a-f]{1,16})(?:, ?0x([0-9a-f]{1,16}))?");

    /** Of generations, and of G1: total 78656K, used 20265K. */
    private static final Pattern GENERATION =
            Pattern.compile("(?:total|committed) (\\d{1,15})K, used (\\d{1,15})K");

    /** Of Shenandoah: 256M committed, 69979K used; of ZGC: used 136M, capacity 256M. */
    private static final Pattern SHENANDOAH =
            Pattern.compile("(\\d{1,15})([KMGB]?) committed, (\\d{1,15})([KMGB]?) used");

    private static final Pattern ZGC =
            Pattern.compile("ZHeap +used (\\d{1,15})([KMG]), capacity (\\d{1,15})([KMG])");

    private final ReportBuilder report;
    private boolean inside;
    private boolean seen;

    HeapLines(ReportBuilder report) {
        this.report = report;
    }

    void line(String line) {
        if (line.equals("Heap:")) {
            inside = !seen;
            seen = true;
        } else if (line.isBlank()) {
            inside = false;
        } else if (inside && !isMetaspace(line)) {
            range(line);
            sizes(line);
        }
    }

    /** Up to 17 the heap's section ends with it. */
    private static boolean isMetaspace(String line) {
        String text = line.strip();
        return text.startsWith("Metaspace") || text.startsWith("class space");
    }

    private void range(String line) {
        Matcher matcher = RANGE.matcher(line);
        if (matcher.find()) {
            String end = matcher.group(3) == null ? matcher.group(2) : matcher.group(3);
            report.range(RangeOwner.HEAP, matcher.group(1), end);
        }
    }

    private void sizes(String line) {
        Matcher generation = GENERATION.matcher(line);
        Matcher shenandoah = SHENANDOAH.matcher(line);
        Matcher zgc = ZGC.matcher(line);
        if (generation.find()) {
            report.add(JvmFigure.HEAP_COMMITTED, Units.bytes(generation.group(1), "K"));
            report.add(JvmFigure.HEAP_USED, Units.bytes(generation.group(2), "K"));
        } else if (shenandoah.find()) {
            report.figure(
                    JvmFigure.HEAP_COMMITTED,
                    Units.bytes(shenandoah.group(1), shenandoah.group(2)));
            report.figure(
                    JvmFigure.HEAP_USED, Units.bytes(shenandoah.group(3), shenandoah.group(4)));
        } else if (zgc.find()) {
            report.figure(JvmFigure.HEAP_USED, Units.bytes(zgc.group(1), zgc.group(2)));
            report.figure(JvmFigure.HEAP_COMMITTED, Units.bytes(zgc.group(3), zgc.group(4)));
        }
    }
}
