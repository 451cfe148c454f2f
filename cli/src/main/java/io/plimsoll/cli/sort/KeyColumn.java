package io.plimsoll.cli.sort;

import io.plimsoll.cli.column.ColumnType;

/**
 * A column that rows are ordered by.
 *
 * @param index its place in a row, from 0
 * @param name what its user calls it
 * @param type how it is ordered
 * @param descending whether the largest comes first
 */
record KeyColumn(int index, String name, ColumnType type, boolean descending) {}
