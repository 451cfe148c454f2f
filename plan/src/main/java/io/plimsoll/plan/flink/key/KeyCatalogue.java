package io.plimsoll.plan.flink.key;

import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the options of Flink's processes, in all versions that are known here. */
public final class KeyCatalogue {

    /** Within these all keys are known: what is not is wrong. */
    private static final List<String> FAMILIES =
            List.of(
                    "taskmanager.memory.",
                    "jobmanager.memory.",
                    "taskmanager.network.",
                    "taskmanager.heap.",
                    "jobmanager.heap.",
                    "state.backend.rocksdb.memory.",
                    "state.backend.forst.memory.");

    /** A key is meant to be another if one character in so many differs. */
    private static final int CHARACTERS_PER_ERROR = 5;

    /** Outside the families, where there are keys that are not known here: only slips count. */
    private static final int MAX_SLIPS = 2;

    /** Shorter keys are near too many others. */
    private static final int MIN_LENGTH = 8;

    private static final int MAX_PROPOSALS = 3;

    private final Map<String, KnownKey> keys = new LinkedHashMap<>();
    private final List<Invention> inventions;

    private KeyCatalogue(List<KnownKey> known, List<Invention> inventions) {
        known.forEach(key -> keys.put(key.key(), key));
        this.inventions = inventions;
    }

    /** Reads the keys that are known. */
    public static KeyCatalogue standard() {
        return new KeyCatalogue(
                lines("keys.txt").stream().map(KnownKey::parse).toList(),
                lines("inventions.txt").stream().map(Invention::parse).toList());
    }

    private static List<String> lines(String name) {
        InputStream in = KeyCatalogue.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("resource=" + name + " (expected beside the classes)");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns what is known of a key; null if no version reads it. */
    public @Nullable KnownKey find(String key) {
        return keys.get(key);
    }

    /** Returns all keys that a version reads. */
    public List<KnownKey> readBy(FlinkVersion version) {
        return keys.values().stream().filter(key -> key.isReadBy(version)).toList();
    }

    /** Returns whether a key is of a family of which all keys are known. */
    public boolean isOfAFamily(String key) {
        return FAMILIES.stream().anyMatch(key::startsWith);
    }

    /** Returns what a key is to a version. */
    public KeyVerdict judge(String key, FlinkVersion version) {
        KnownKey known = keys.get(key);
        if (known == null) {
            known = mapOf(key);
        }
        if (known != null) {
            return known.isReadBy(version)
                    ? new KeyVerdict.Read(known)
                    : new KeyVerdict.OfAnotherVersion(known, instead(known, version));
        }
        for (Invention invention : inventions) {
            if (invention.matches(key)) {
                List<String> instead = invention.insteadOf(key);
                boolean real = instead.stream().allMatch(keys::containsKey);
                return new KeyVerdict.Invented(real ? instead : List.of(), invention.why());
            }
        }
        boolean inFamily = isOfAFamily(key);
        List<String> nearest = nearest(key, version, inFamily);
        return inFamily || !nearest.isEmpty()
                ? new KeyVerdict.Unknown(nearest)
                : new KeyVerdict.Foreign();
    }

    /** A key below one whose values are a map. */
    private @Nullable KnownKey mapOf(String key) {
        int dot = key.lastIndexOf('.');
        KnownKey outer = dot < 0 ? null : keys.get(key.substring(0, dot));
        return outer != null && outer.kind() == KeyKind.MAP ? outer : null;
    }

    private List<String> instead(KnownKey known, FlinkVersion version) {
        String newer = known.newer();
        KnownKey target = newer == null ? null : keys.get(newer);
        if (target != null && target.isReadBy(version)) {
            return List.of(target.key());
        }
        // Read from the other side: the version may be one that knows the older key only.
        return keys.values().stream()
                .filter(key -> known.key().equals(key.newer()) && key.isReadBy(version))
                .map(KnownKey::key)
                .toList();
    }

    private List<String> nearest(String key, FlinkVersion version, boolean inFamily) {
        if (key.length() < MIN_LENGTH) {
            return List.of();
        }
        int errors =
                inFamily ? Math.max(MAX_SLIPS, key.length() / CHARACTERS_PER_ERROR) : MAX_SLIPS;
        int limit = errors * Spelling.CHARACTER;
        record Near(String key, int distance) {}
        List<Near> found = new ArrayList<>();
        for (KnownKey known : keys.values()) {
            int distance =
                    known.isReadBy(version)
                            ? Spelling.distance(key, known.key(), limit)
                            : limit + 1;
            if (distance <= limit) {
                found.add(new Near(newest(known, version), distance));
            }
        }
        found.sort(Comparator.comparingInt(Near::distance).thenComparing(Near::key));
        // What is twice as far as the nearest was not meant.
        return found.stream()
                .filter(near -> near.distance() < 2 * Math.max(1, found.getFirst().distance()))
                .map(Near::key)
                .distinct()
                .limit(MAX_PROPOSALS)
                .toList();
    }

    /** The name that a version prefers for a key that it reads. */
    private String newest(KnownKey known, FlinkVersion version) {
        List<String> newer = known.newer() == null ? List.of() : instead(known, version);
        return newer.isEmpty() ? known.key() : newer.getFirst();
    }
}
