package io.plimsoll.benchmarks.operators;

import java.util.List;
import java.util.Optional;

/** What engines are to do with rows that come from formulas. */
public sealed interface OperatorTask {

    /** Spreads keys over 64 bits, so that no engine may take them for array indexes. */
    long SPREAD = 2_654_435_761L;

    /** As it is asked for: {@code aggregate-10m}. */
    String name();

    /** In words. */
    String description();

    /** For an engine in Java: {@code name=value} each. */
    List<String> arguments();

    /** A statement of DuckDB's whose only row is the answer; empty where it takes no part. */
    Optional<String> sql();

    /**
     * Sorts records of 8 random bytes and a payload by the 8 bytes.
     *
     * @param recordBytes of each, key and payload
     */
    record Sort(String name, long rows, int recordBytes) implements OperatorTask {

        @Override
        public String description() {
            return rows + " records of " + recordBytes + " bytes, sorted by a random number";
        }

        @Override
        public List<String> arguments() {
            return List.of("task=sort", "rows=" + rows, "record-bytes=" + recordBytes);
        }

        @Override
        public Optional<String> sql() {
            return Optional.empty();
        }
    }

    /** Count, sum, least and greatest value by key. */
    record Aggregate(String name, long rows, long groups) implements OperatorTask {

        @Override
        public String description() {
            return rows + " rows to " + groups + " groups: count, sum, min, max";
        }

        @Override
        public List<String> arguments() {
            return List.of("task=aggregate", "rows=" + rows, "groups=" + groups);
        }

        @Override
        public Optional<String> sql() {
            return Optional.of(
                    "SELECT count(*), sum(k % 1000003 * (s % 999983) + c * mn + mx)"
                            + " % 18446744073709551616 FROM (SELECT k, count(*) AS c,"
                            + " sum(v)::BIGINT AS s, min(v) AS mn, max(v) AS mx FROM"
                            + " (SELECT i * 7919 % "
                            + groups
                            + " * "
                            + SPREAD
                            + " AS k, i * 48271 % 1000003 AS v FROM range("
                            + rows
                            + ") t(i)) GROUP BY k)");
        }
    }

    /**
     * Joins rows by an equal key: each row of the probe side meets one of the build side.
     *
     * @param skewed whether some keys come much more often than others
     */
    record Join(String name, long build, long probe, boolean skewed) implements OperatorTask {

        @Override
        public String description() {
            return probe
                    + " rows that each meet one of "
                    + build
                    + (skewed ? ", few of them most of the time" : ", each as often as any");
        }

        @Override
        public List<String> arguments() {
            return List.of("task=join", "build=" + build, "probe=" + probe, "skewed=" + skewed);
        }

        @Override
        public Optional<String> sql() {
            return Optional.of(
                    "SELECT count(*), sum(b.p % 1000003 * (q.p % 999983) + q.p)"
                            + " % 18446744073709551616 FROM (SELECT "
                            + probeKey()
                            + " * "
                            + SPREAD
                            + " AS k, i AS p FROM range("
                            + probe
                            + ") t(i)) q JOIN (SELECT i * 7919 % "
                            + build
                            + " * "
                            + SPREAD
                            + " AS k, i AS p FROM range("
                            + build
                            + ") t(i)) b ON q.k = b.k");
        }

        private String probeKey() {
            String uniform = "i * 104729 % " + build;
            if (!skewed) {
                return uniform;
            }
            String share = "(i * 48271 % 1000003)";
            String cube = share + " * " + share + " // 1000003 * " + share + " // 1000003";
            return "((" + cube + ") * " + build + " + " + uniform + ") // 1000003";
        }
    }
}
