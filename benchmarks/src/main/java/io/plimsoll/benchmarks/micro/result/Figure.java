package io.plimsoll.benchmarks.micro.result;

import io.plimsoll.benchmarks.micro.jmh.Library;

/**
 * One measured figure.
 *
 * @param group of the cases that go into one table
 * @param name of the case
 * @param round from 1; each has a virtual machine of its own
 */
public record Figure(
        String group, String name, Library library, int round, String unit, double value) {}
