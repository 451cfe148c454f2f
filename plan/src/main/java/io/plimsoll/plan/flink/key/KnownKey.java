package io.plimsoll.plan.flink.key;

import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that some version of Flink reads.
 *
 * @param key the key
 * @param kind what its values are
 * @param since the first version that reads it, of those that are known here
 * @param last the last version that reads it
 * @param newer the key that has replaced it; null if none has
 */
public record KnownKey(
        String key, KeyKind kind, FlinkVersion since, FlinkVersion last, @Nullable String newer) {

    /** A key, a kind, versions, and perhaps a newer key. */
    static KnownKey parse(String line) {
        List<String> words = List.of(line.split(" "));
        List<String> versions = List.of(words.get(2).split("-"));
        return new KnownKey(
                words.get(0),
                KeyKind.named(words.get(1)),
                FlinkVersion.parse(versions.getFirst()),
                FlinkVersion.parse(versions.getLast()),
                words.size() > 3 ? words.get(3) : null);
    }

    /** Returns whether a version reads it. */
    public boolean isReadBy(FlinkVersion version) {
        return since.compareTo(version) <= 0 && version.compareTo(last) <= 0;
    }

    /** Returns the versions that read it, in words. */
    public String versions() {
        if (since.equals(last)) {
            return "Flink " + since + " only";
        }
        if (last.equals(FlinkVersion.NEWEST)) {
            return "Flink " + since + " and later";
        }
        return since.equals(FlinkVersion.OLDEST)
                ? "Flink up to " + last
                : "Flink %s to %s".formatted(since, last);
    }
}
