package io.plimsoll.doctor.jvm;

import io.plimsoll.doctor.process.AddressRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects a report. For one thread. */
final class ReportBuilder {

    /** Threads and generations have a range each; a broken answer may have any number. */
    private static final int MAX_RANGES = 200_000;

    /** Categories of native memory tracking and flags are some dozens. */
    private static final int MAX_NAMES = 1000;

    private static final int HEX = 16;
    private static final String HEX_PREFIX = "0x";

    private final List<OwnedRange> ranges = new ArrayList<>();
    private final Map<JvmFigure, Long> figures = new EnumMap<>(JvmFigure.class);
    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, NativeUse> tracked = new HashMap<>();
    private String version = "";
    private boolean glibc;

    void version(String text) {
        version = text;
    }

    void glibc() {
        glibc = true;
    }

    void flag(String name, String value) {
        if (flags.size() < MAX_NAMES) {
            flags.put(name, value);
        }
    }

    /** Takes a range whose ends are written in hexadecimal; an impossible one is left out. */
    void range(RangeOwner owner, String start, String end) {
        long from = address(start);
        long to = address(end);
        if (from > 0 && to > from && ranges.size() < MAX_RANGES) {
            ranges.add(new OwnedRange(owner, new AddressRange(from, to)));
        }
    }

    /** Takes a range of which the size is known in KB. */
    void rangeOfKb(RangeOwner owner, String start, long sizeKb) {
        long from = address(start);
        if (from > 0 && sizeKb > 0 && sizeKb < (Long.MAX_VALUE - from) >> 10) {
            range(owner, start, HEX_PREFIX + Long.toHexString(from + (sizeKb << 10)));
        }
    }

    private static long address(String text) {
        try {
            String digits = text.startsWith(HEX_PREFIX) ? text.substring(2) : text;
            return Long.parseLong(digits, HEX);
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }

    void figure(JvmFigure figure, long bytes) {
        figures.put(figure, bytes);
    }

    /** Adds to a figure, as generations do to the heap. */
    void add(JvmFigure figure, long bytes) {
        figures.merge(figure, bytes, Long::sum);
    }

    void tracked(String category, NativeUse use) {
        if (tracked.size() < MAX_NAMES) {
            tracked.put(category, use);
        }
    }

    JvmReport build() {
        return new JvmReport(version, glibc, ranges, figures, flags, tracked);
    }
}
