package io.plimsoll.doctor.jvm;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a JVM told of itself. What it did not tell is missing.
 *
 * @param version its name and version; empty if unknown
 * @param glibc whether its malloc is glibc's
 * @param ranges addresses that it knows; they may overlap
 * @param figures sizes
 * @param flags the flags that size memory, by name
 * @param tracked what native memory tracking has, by category; empty if it is off
 */
public record JvmReport(
        String version,
        boolean glibc,
        List<OwnedRange> ranges,
        Map<JvmFigure, Long> figures,
        Map<String, String> flags,
        Map<String, NativeUse> tracked) {

    /** A JVM that told nothing. */
    public static final JvmReport NOTHING =
            new JvmReport("", false, List.of(), Map.of(), Map.of(), Map.of());

    /** Keeps copies of the collections. */
    public JvmReport {
        ranges = List.copyOf(ranges);
        EnumMap<JvmFigure, Long> sizes = new EnumMap<>(JvmFigure.class);
        sizes.putAll(figures);
        figures = Collections.unmodifiableMap(sizes);
        flags = Collections.unmodifiableMap(new TreeMap<>(flags));
        tracked = Collections.unmodifiableMap(new TreeMap<>(tracked));
    }

    /** Returns whether it told anything of its address space. */
    public boolean isAnswered() {
        return !figures.isEmpty() || !ranges.isEmpty();
    }

    /** Returns a figure. */
    public OptionalLong figure(JvmFigure figure) {
        Long bytes = figures.get(figure);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** Returns a flag that is a size; nothing if it is unknown, or stands for no limit. */
    public OptionalLong sizeFlag(String name) {
        String value = flags.get(name);
        try {
            long bytes = value == null ? 0 : Long.parseLong(value);
            return bytes <= 0 || bytes == Long.MAX_VALUE
                    ? OptionalLong.empty()
                    : OptionalLong.of(bytes);
        } catch (NumberFormatException unlimited) {
            return OptionalLong.empty();
        }
    }

    /** Returns the collector, as its flag calls it: G1, say; empty if unknown. */
    public String collector() {
        for (String name : List.of("Serial", "Parallel", "G1", "Z", "Shenandoah", "Epsilon")) {
            if ("true".equals(flags.get("Use" + name + "GC"))) {
                return name.equals("Z") ? "ZGC" : name;
            }
        }
        return "";
    }
}
