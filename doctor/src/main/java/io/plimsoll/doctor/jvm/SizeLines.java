package io.plimsoll.doctor.jvm;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that say how much there is of something. For one thread. */
final class SizeLines {

    private static final Pattern FLAG =
            Pattern.compile("^ *(?:bool|u?intx?|u?int64_t|size_t) (\\w{1,80}) +:?= (\\S{1,40}) ");

    /** The flags that size memory, or choose a collector. */
    private static final Set<String> FLAGS =
            Set.of(
                    "MaxHeapSize",
                    "MaxMetaspaceSize",
                    "CompressedClassSpaceSize",
                    "ReservedCodeCacheSize",
                    "MaxDirectMemorySize",
                    "ThreadStackSize",
                    "MaxRAM",
                    "UseSerialGC",
                    "UseParallelGC",
                    "UseG1GC",
                    "UseZGC",
                    "UseShenandoahGC",
                    "UseEpsilonGC");

    private static final Pattern METASPACE =
            Pattern.compile("^ ?Metaspace +used (\\d{1,15})K, committed (\\d{1,15})K");
    private static final Pattern CLASS_SPACE =
            Pattern.compile("^ +class space +used (\\d{1,15})K, committed (\\d{1,15})K");
    private static final Pattern CODE_HEAP =
            Pattern.compile(
                    "^(?:CodeHeap '[^']{1,60}'|CodeCache): size=\\d{1,15}Kb used=(\\d{1,15})Kb");
    private static final Pattern MALLOC =
            Pattern.compile(
                    "^C-Heap outstanding allocations: (\\d{1,15})K(?:, retained: (\\d{1,15})K)?");

    private final ReportBuilder report;
    private boolean afterMetaspace;
    private boolean seenMetaspace;

    SizeLines(ReportBuilder report) {
        this.report = report;
    }

    void line(String line) {
        if (line.startsWith("# Java VM: ")) {
            report.version(line.substring("# Java VM: ".length()));
        } else if (line.startsWith("libc: glibc")) {
            report.glibc();
        } else if (line.startsWith("C-Heap")) {
            malloc(line);
        } else if (line.startsWith("Code")) {
            used(CODE_HEAP, line);
        } else if (line.contains("= ")) {
            flag(line);
        }
        metaspace(line);
    }

    private void flag(String line) {
        Matcher flag = FLAG.matcher(line);
        if (flag.find() && FLAGS.contains(flag.group(1))) {
            report.flag(flag.group(1), flag.group(2));
        }
    }

    private void used(Pattern pattern, String line) {
        Matcher code = pattern.matcher(line);
        if (code.find()) {
            report.add(JvmFigure.CODE_USED, Units.bytes(code.group(1), "K"));
        }
    }

    /** The first line counts both, the one after it class space alone. Histories come later. */
    private void metaspace(String line) {
        if (seenMetaspace && !afterMetaspace) {
            return;
        }
        Matcher both = METASPACE.matcher(line);
        Matcher classes = CLASS_SPACE.matcher(line);
        if (both.find()) {
            report.figure(JvmFigure.METASPACE_USED, Units.bytes(both.group(1), "K"));
            report.figure(JvmFigure.METASPACE_COMMITTED, Units.bytes(both.group(2), "K"));
            afterMetaspace = true;
            seenMetaspace = true;
            return;
        }
        if (afterMetaspace && classes.find()) {
            long used = Units.bytes(classes.group(1), "K");
            long committed = Units.bytes(classes.group(2), "K");
            report.figure(JvmFigure.CLASS_SPACE_USED, used);
            report.figure(JvmFigure.CLASS_SPACE_COMMITTED, committed);
            report.add(JvmFigure.METASPACE_USED, -used);
            report.add(JvmFigure.METASPACE_COMMITTED, -committed);
        }
        afterMetaspace = false;
    }

    private void malloc(String line) {
        Matcher malloc = MALLOC.matcher(line);
        if (malloc.find()) {
            report.figure(JvmFigure.MALLOC_OUTSTANDING, Units.bytes(malloc.group(1), "K"));
            if (malloc.group(2) != null && !line.contains("wrapped")) {
                report.figure(JvmFigure.MALLOC_RETAINED, Units.bytes(malloc.group(2), "K"));
            }
        }
    }
}
