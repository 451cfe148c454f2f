package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import io.plimsoll.plan.flink.key.KeyAdvice;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KeyVerdict;
import io.plimsoll.plan.flink.key.KnownKey;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.List;
import java.util.function.Consumer;

/** Looks for keys that a version does not read. */
final class KeyCheck {

    private final KeyCatalogue catalogue;
    private final FlinkVersion version;
    private final Consumer<LintFinding> findings;

    KeyCheck(KeyCatalogue catalogue, FlinkVersion version, Consumer<LintFinding> findings) {
        this.catalogue = catalogue;
        this.version = version;
        this.findings = findings;
    }

    /**
     * @param consequence what comes of it if the key is not read; may be nothing
     */
    void check(WrittenOption option, String consequence) {
        KeyVerdict verdict = catalogue.judge(option.key(), version);
        switch (verdict) {
            case KeyVerdict.Read(KnownKey known) -> older(option, known);
            case KeyVerdict.OfAnotherVersion(KnownKey _, List<String> instead) ->
                    report(LintRule.KEY_VERSION, option, verdict, instead, "");
            case KeyVerdict.Invented(List<String> instead, String _) ->
                    report(LintRule.KEY_INVENTED, option, verdict, instead, "");
            case KeyVerdict.Unknown(List<String> nearest) ->
                    report(
                            LintRule.KEY_UNKNOWN,
                            option,
                            verdict,
                            nearest.isEmpty() ? nearest : List.of(nearest.getFirst()),
                            consequence);
            case KeyVerdict.Foreign _ -> {}
        }
    }

    private void older(WrittenOption option, KnownKey known) {
        String newer = known.newer();
        KnownKey target = newer == null ? null : catalogue.find(newer);
        if (newer != null && target != null && target.isReadBy(version)) {
            LintFinding finding =
                    LintFinding.of(
                            LintRule.KEY_OLD,
                            option.keyPlace(),
                            "%s is an old name".formatted(option.key()),
                            "write " + newer);
            findings.accept(withKey(finding, option, newer));
        }
    }

    private void report(
            LintRule rule,
            WrittenOption option,
            KeyVerdict verdict,
            List<String> instead,
            String consequence) {
        String message = KeyAdvice.of(option.key(), verdict, version) + consequence;
        String cure = instead.isEmpty() ? "remove it" : "write " + String.join(" and ", instead);
        LintFinding finding = LintFinding.of(rule, option.keyPlace(), message, cure);
        findings.accept(
                instead.size() == 1 ? withKey(finding, option, instead.getFirst()) : finding);
    }

    private static LintFinding withKey(LintFinding finding, WrittenOption option, String key) {
        String written = option.writtenAs(key);
        return written.isEmpty() ? finding : finding.replacing(option.keyPlace(), written);
    }
}
