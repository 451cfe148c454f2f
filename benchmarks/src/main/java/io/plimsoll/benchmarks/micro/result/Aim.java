package io.plimsoll.benchmarks.micro.result;

import io.plimsoll.benchmarks.micro.jmh.Library;
import io.plimsoll.benchmarks.report.Ratio;
import java.util.List;
import java.util.stream.Collectors;

/** What we want a figure of ours to be. */
public sealed interface Aim {

    /** Whether it was reached. */
    enum Answer {
        NO("no"),
        DRAW("draw"),
        YES("yes");

        private final String label;

        Answer(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** As the table tells it. */
    String label();

    /** Whether a case's figures reach it; a draw says that some rounds did and others didn't. */
    Answer answer(Standings standings);

    /** No more than a limit. */
    record AtMost(double limit, String unit) implements Aim {
        @Override
        public String label() {
            return "at most " + Amounts.plain(limit) + " " + unit;
        }

        @Override
        public Answer answer(Standings standings) {
            return standings
                    .of(Library.PLIMSOLL)
                    .map(ours -> ours.median() <= limit ? Answer.YES : Answer.NO)
                    .orElse(Answer.NO);
        }
    }

    /** So many times as fast as the best of the peers. */
    record TimesBest(double times) implements Aim {
        @Override
        public String label() {
            return Amounts.plain(times) + "x the best";
        }

        @Override
        public Answer answer(Standings standings) {
            return standings
                    .best()
                    .flatMap(standings::ratio)
                    .map(ratio -> Aim.compare(ratio, times))
                    .orElse(Answer.NO);
        }
    }

    /** So many times as fast as one peer. */
    record Times(Library library, double times) implements Aim {
        @Override
        public String label() {
            return Amounts.plain(times) + "x " + library.label();
        }

        @Override
        public Answer answer(Standings standings) {
            return standings
                    .ratio(library)
                    .map(ratio -> Aim.compare(ratio, times))
                    .orElse(Answer.NO);
        }
    }

    /** Several at once; none at all is always reached. */
    record All(List<Aim> aims) implements Aim {
        public All {
            aims = List.copyOf(aims);
        }

        @Override
        public String label() {
            return aims.stream().map(Aim::label).collect(Collectors.joining(", "));
        }

        @Override
        public Answer answer(Standings standings) {
            return aims.stream()
                    .map(aim -> aim.answer(standings))
                    .min(Answer::compareTo)
                    .orElse(Answer.YES);
        }
    }

    /** Reached in the median, or within what rounds differ by, or not. */
    private static Answer compare(Ratio ratio, double times) {
        if (ratio.ofMedians() >= times) {
            return Answer.YES;
        }
        return ratio.highest() >= times ? Answer.DRAW : Answer.NO;
    }

    /** Several at once. */
    static Aim all(Aim... aims) {
        return new All(List.of(aims));
    }
}
