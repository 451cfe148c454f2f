package io.plimsoll.doctor.cluster;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much of its memory a process uses.
 *
 * @param usedBytes what is in use, where it is known
 * @param limitBytes what may be used, where it is known
 * @param gcShare the share of time that collections of garbage take, 0 to 1
 * @param networkRequestedPercent how much of the network's memory tasks have asked for: above 100
 *     there is too little
 */
public record MemoryUse(
        Map<MemoryKind, Long> usedBytes,
        Map<MemoryKind, Long> limitBytes,
        OptionalDouble gcShare,
        OptionalLong networkRequestedPercent) {

    /** Nothing is known. */
    public static final MemoryUse UNKNOWN =
            new MemoryUse(Map.of(), Map.of(), OptionalDouble.empty(), OptionalLong.empty());

    /** Keeps copies of the maps. */
    public MemoryUse {
        usedBytes = Map.copyOf(usedBytes);
        limitBytes = Map.copyOf(limitBytes);
    }

    /** Returns what is in use. */
    public OptionalLong used(MemoryKind kind) {
        return optional(usedBytes.get(kind));
    }

    /** Returns what may be used. */
    public OptionalLong limit(MemoryKind kind) {
        return optional(limitBytes.get(kind));
    }

    /** Returns whether anything is known. */
    public boolean isKnown() {
        return !usedBytes.isEmpty();
    }

    /** Returns the same with limits that are stated elsewhere; those count more. */
    MemoryUse limitedBy(Map<MemoryKind, Long> stated) {
        Map<MemoryKind, Long> limits = new EnumMap<>(MemoryKind.class);
        limits.putAll(limitBytes);
        limits.putAll(stated);
        return new MemoryUse(usedBytes, limits, gcShare, networkRequestedPercent);
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
