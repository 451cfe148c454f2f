package io.plimsoll.doctor.jvm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The categories of native memory tracking. For one thread. */
final class TrackingLines {

    private static final Pattern CATEGORY =
            Pattern.compile(
                    "^- +(\\S.{0,60}?) \\(reserved=\\d{1,15}[KMG]?B, committed=(\\d{1,15})([KMG]?)B");
    private static final Pattern MALLOC =
            Pattern.compile("^ +\\((?:malloc|arena|tracking overhead)=(\\d{1,15})([KMG]?)B");

    private final ReportBuilder report;
    private @Nullable String category;
    private long committedBytes;
    private long mallocBytes;

    TrackingLines(ReportBuilder report) {
        this.report = report;
    }

    void line(String line) {
        if (line.startsWith("-")) {
            Matcher head = CATEGORY.matcher(line);
            if (head.find()) {
                end();
                category = head.group(1);
                committedBytes = Units.bytes(head.group(2), head.group(3));
            }
        } else if (category != null && line.isBlank()) {
            end();
        } else if (category != null) {
            Matcher malloc = MALLOC.matcher(line);
            if (malloc.find()) {
                mallocBytes += Units.bytes(malloc.group(1), malloc.group(2));
            }
        }
    }

    /** Ends a category. */
    void end() {
        String ended = category;
        if (ended != null) {
            report.tracked(ended, new NativeUse(committedBytes, mallocBytes));
        }
        category = null;
        mallocBytes = 0;
    }
}
