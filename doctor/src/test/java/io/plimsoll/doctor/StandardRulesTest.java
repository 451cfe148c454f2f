package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule that comes with the module, on a log that shows it; and healthy logs on all. */
final class StandardRulesTest {

    @TestFactory
    List<DynamicTest> shouldFindTheRuleAlone_inItsFixture() {
        return Case.files("fixtures").stream()
                .map(file -> DynamicTest.dynamicTest(idOf(file), () -> check(file)))
                .toList();
    }

    private static String idOf(Path file) {
        return String.valueOf(file.getFileName()).replace(".log", "");
    }

    private static void check(Path file) {
        Diagnosis diagnosis = Case.of(file);
        assertThat(Case.rulesOf(diagnosis)).containsExactly(idOf(file));
        Finding finding = diagnosis.findings().getFirst();
        assertThat(finding.causes()).isNotEmpty();
        assertThat(finding.checks()).isNotEmpty();
        assertThat(finding.fixes()).isNotEmpty();
        assertThat(finding.evidence().getFirst().line()).isPositive();
        assertThat(finding.toString()).doesNotContain("${", "NaN");
    }

    @Test
    void everyRuleHasAFixture() {
        List<String> fixtures =
                Case.files("fixtures").stream().map(StandardRulesTest::idOf).toList();
        assertThat(Case.standard().rules())
                .extracting(Rule::id)
                .hasSizeGreaterThanOrEqualTo(25)
                .containsExactlyInAnyOrderElementsOf(fixtures);
    }

    @TestFactory
    List<DynamicTest> shouldFindNothing_inHealthyLogs() {
        return Case.files("healthy").stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                idOf(file), () -> assertThat(Case.of(file).findings()).isEmpty()))
                .toList();
    }
}
