package io.plimsoll.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What has gone wrong elsewhere would not go unnoticed here. {@code -Dbugs=REGEX} picks some by
 * name.
 */
final class KnownBugsTest {

    @TempDir Path folder;

    static Stream<Mutation> bugs() {
        Predicate<String> wanted = Pattern.compile(System.getProperty("bugs", "")).asPredicate();
        return Stream.of(
                        PageBugs.ALL,
                        BudgetBugs.ALL,
                        ArbitrationBugs.ALL,
                        SegmentBugs.ALL,
                        AllocatorBugs.ALL)
                .flatMap(List::stream)
                .filter(bug -> wanted.test(bug.toString()));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void shouldBeNoticed(Mutation bug) throws Exception {
        Mutant mutant = new Mutant(folder);
        mutant.compile(bug);
        Mutant.Outcome outcome = mutant.run(bug.tests());
        assertThat(outcome.isRed()).as(outcome.toString()).isTrue();
    }

    /** Tests that fail without a bug tell nothing with one. */
    @Test
    void shouldNotBeNoticed_whereThereIsNone() throws Exception {
        List<String> tests = bugs().flatMap(bug -> bug.tests().stream()).distinct().toList();
        Mutant.Outcome outcome = new Mutant(folder).run(tests);
        assertThat(outcome.isGreen()).as(outcome.toString()).isTrue();
    }
}
