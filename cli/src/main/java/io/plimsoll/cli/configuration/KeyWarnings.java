package io.plimsoll.cli.configuration;

import io.plimsoll.plan.flink.key.KeyAdvice;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KeyVerdict;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.flink.option.RetiredOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the keys of settings. */
public final class KeyWarnings {

    private KeyWarnings() {}

    /**
     * Returns a warning for each key that has no effect, with its place. What a plan's notes say of
     * retired options is not repeated.
     *
     * @param version the version of Flink; null if it is unknown, so that only what no version
     *     reads is wrong
     */
    public static List<String> of(Settings settings, @Nullable FlinkVersion version) {
        KeyCatalogue catalogue = KeyCatalogue.standard();
        FlinkVersion judged = version == null ? FlinkVersion.NEWEST : version;
        List<String> warnings = new ArrayList<>();
        for (String key : settings.keys("")) {
            KeyVerdict verdict = catalogue.judge(key, judged);
            boolean ofAnother = verdict instanceof KeyVerdict.OfAnotherVersion;
            boolean silent = ofAnother && (version == null || isRetired(key));
            String advice = silent ? null : KeyAdvice.of(key, verdict, judged);
            if (advice != null) {
                warnings.add(settings.origin(key) + ": " + advice);
            }
        }
        return warnings;
    }

    private static boolean isRetired(String key) {
        return RetiredOptions.TASK_MANAGER.keys().contains(key)
                || RetiredOptions.JOB_MANAGER.keys().contains(key);
    }
}
