package io.plimsoll.plan.flink.key;

import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with keys, in words. */
public final class KeyAdvice {

    private KeyAdvice() {}

    /** Returns what is wrong with a key, and what to write instead; null if nothing is. */
    public static @Nullable String of(String key, KeyVerdict verdict, FlinkVersion version) {
        return switch (verdict) {
            case KeyVerdict.Read _, KeyVerdict.Foreign _ -> null;
            case KeyVerdict.OfAnotherVersion(KnownKey known, List<String> instead) ->
                    "%s has no effect in Flink %s: %s reads it (%s)"
                            .formatted(key, version, known.versions(), expected(instead));
            case KeyVerdict.Invented(List<String> instead, String why) ->
                    "%s has no effect: no Flink reads it; %s (%s)"
                            .formatted(key, why, expected(instead));
            case KeyVerdict.Unknown(List<String> nearest) ->
                    nearest.isEmpty()
                            ? "%s has no effect: Flink %s has no such option"
                                    .formatted(key, version)
                            : "%s has no effect: Flink %s has no such option (did you mean %s?)"
                                    .formatted(key, version, String.join(" or ", nearest));
        };
    }

    private static String expected(List<String> instead) {
        return instead.isEmpty()
                ? "expected nothing in its place"
                : "expected " + String.join(" and ", instead);
    }
}
