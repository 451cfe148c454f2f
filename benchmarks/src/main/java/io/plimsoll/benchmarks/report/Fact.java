package io.plimsoll.benchmarks.report;

/** Something to know about the circumstances: {@code Cores: 2}. */
public record Fact(String name, String value) {}
