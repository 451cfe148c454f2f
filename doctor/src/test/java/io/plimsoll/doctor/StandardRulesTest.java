package io.plimsoll.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.doctor.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule that comes with the module, on a log that shows it; and healthy logs on all. */
final class StandardRulesTest {

    /** What a fixture shows beside what it is for: causes of it, or its consequences. */
    private static final Map<String, List<String>> ALSO =
            Map.of("EXIT-OOM", List.of(), "HEAP", List.of());

    @TestFactory
    List<DynamicTest> shouldFindTheRuleFirst_inItsFixture() {
        return Case.files("fixtures").stream()
                .map(file -> DynamicTest.dynamicTest(idOf(file), () -> check(file)))
                .toList();
    }

    private static String idOf(Path file) {
        return String.valueOf(file.getFileName()).replace(".log", "");
    }

    private static void check(Path file) {
        Diagnosis diagnosis = Case.of(file);
        assertThat(Case.rulesOf(diagnosis)).startsWith(idOf(file));
        assertThat(Case.rulesOf(diagnosis).subList(1, diagnosis.findings().size()))
                .as("beside it")
                .isSubsetOf(ALSO.getOrDefault(idOf(file), List.of()));
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
