package io.plimsoll.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Markdown table that reads well as plain text too: columns are padded, figures right-aligned.
 */
public final class Table {

    /** Where the cells of a column stand. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private final List<Align> alignments = new ArrayList<>();
    private final List<String> header = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column, before any row. */
    public Table column(String name, Align align) {
        header.add(name);
        alignments.add(align);
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     */
    public Table row(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "cells=" + cells.size() + " (expected " + header.size() + ")");
        }
        rows.add(cells.stream().map(cell -> cell.replace("|", "\\|")).toList());
        return this;
    }

    /** The table's lines, each with its end. */
    public String markdown() {
        int[] widths = new int[header.size()];
        Arrays.setAll(widths, column -> width(column));
        StringBuilder text = new StringBuilder();
        appendRow(text, header, widths);
        appendRule(text, widths);
        for (List<String> row : rows) {
            appendRow(text, row, widths);
        }
        return text.toString();
    }

    /** Of the widest cell; a rule needs three characters. */
    private int width(int column) {
        int width = Math.max(3, header.get(column).length());
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private void appendRow(StringBuilder text, List<String> cells, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            text.append("| ");
            switch (alignments.get(column)) {
                case LEFT -> text.append(cells.get(column)).append(padding);
                case RIGHT -> text.append(padding).append(cells.get(column));
            }
            text.append(' ');
        }
        text.append("|\n");
    }

    private void appendRule(StringBuilder text, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String dashes = "-".repeat(widths[column] - 1);
            text.append("| ");
            switch (alignments.get(column)) {
                case LEFT -> text.append(dashes).append('-');
                case RIGHT -> text.append(dashes).append(':');
            }
            text.append(' ');
        }
        text.append("|\n");
    }
}
