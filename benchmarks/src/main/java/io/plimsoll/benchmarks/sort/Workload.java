package io.plimsoll.benchmarks.sort;

/** What is sorted, and by what. How a tool is told is for its contestant to know. */
public enum Workload {
    /** Whole lines in byte order. */
    LINES(
            "sort",
            "lines of 99 bytes: 10 random printable ones, a counter, filler; sorted by all bytes"),

    /** Rows by a column of whole numbers, ties by all bytes. */
    KEYS(
            "sort-keys",
            "rows of 99 bytes: 10 random letters, a random number, filler, with commas between;"
                    + " sorted by the number, ties by all bytes");

    private final String benchmark;
    private final String description;

    Workload(String benchmark, String description) {
        this.benchmark = benchmark;
        this.description = description;
    }

    /** The benchmark that sorts it. */
    public String benchmark() {
        return benchmark;
    }

    /** What it is, for people. */
    public String description() {
        return description;
    }
}
