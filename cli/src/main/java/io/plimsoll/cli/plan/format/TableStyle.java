package io.plimsoll.cli.plan.format;

/**
 * What a table shows, and how.
 *
 * @param explained whether each number has its rule
 * @param coloured whether parts have colours
 */
public record TableStyle(boolean explained, boolean coloured) {}
