package io.plimsoll.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.benchmarks.contest.ResidentSetSearch.Result;
import io.plimsoll.benchmarks.process.ResourceUse;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResidentSetSearchTest {

    private static final MemorySize BUDGET = MemorySize.parse("256m");

    private static Outcome resident(OptionalLong bytes) {
        ResourceUse use = new ResourceUse(1, OptionalLong.empty(), bytes, OptionalLong.empty());
        return new Outcome.Finished(use, Account.NONE, 0, 0);
    }

    /** A tool that takes so much besides its limit, and fails with less than a limit. */
    private static Result search(String besides, String least) throws Exception {
        return ResidentSetSearch.search(
                BUDGET,
                limit ->
                        limit.bytes() < MemorySize.parse(least).bytes()
                                ? new Outcome.Failed("too little")
                                : resident(
                                        OptionalLong.of(
                                                limit.bytes()
                                                        + MemorySize.parse(besides).bytes())));
    }

    @Test
    void shouldFindTheLargestLimitThatFits() throws Exception {
        assertThat(search("1k", "1m")).isEqualTo(new Result.Fits(MemorySize.parse("224m")));
        assertThat(search("128m", "1m")).isEqualTo(new Result.Fits(MemorySize.parse("128m")));
    }

    @Test
    void shouldTellHowCloseItCame_whenTheToolFailsFirst() throws Exception {
        assertThat(search("200m", "100m"))
                .isEqualTo(
                        new Result.NoneFits(
                                Optional.of(
                                        new ResidentSetSearch.Try(
                                                MemorySize.parse("128m"), 328L << 20)),
                                Optional.of(MemorySize.parse("96m"))));
    }

    @Test
    void shouldGiveUp_whenResidentSetsAreUnknown() throws Exception {
        Result result = ResidentSetSearch.search(BUDGET, _ -> resident(OptionalLong.empty()));

        assertThat(result).isEqualTo(new Result.Unknown());
    }
}
