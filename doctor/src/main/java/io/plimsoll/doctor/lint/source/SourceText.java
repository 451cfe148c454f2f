package io.plimsoll.doctor.lint.source;

import io.plimsoll.doctor.lint.finding.Place;
import io.plimsoll.doctor.lint.finding.Region;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A text and its place in a file, of which it may be all or a block. */
public final class SourceText {

    private final String file;
    private final String text;
    private final int linesBefore;
    private final int columnsBefore;
    private final @Nullable Place all;

    private SourceText(
            String file, String text, int linesBefore, int columnsBefore, @Nullable Place all) {
        this.file = file;
        this.text = text;
        this.linesBefore = linesBefore;
        this.columnsBefore = columnsBefore;
        this.all = all;
    }

    /** A whole file. */
    public static SourceText ofFile(String file, String text) {
        return new SourceText(file, text, 0, 0, null);
    }

    /**
     * A text that is a value in this one. Of a literal block each character has its place; of other
     * values, whose lines are folded or escaped, all have that of the value.
     */
    public SourceText within(ScalarNode value) {
        Optional<Mark> mark = value.getStartMark();
        if (value.getScalarStyle() != ScalarStyle.LITERAL || mark.isEmpty() || all != null) {
            return new SourceText(file, value.getValue(), 0, 0, place(value));
        }
        int first = mark.get().getLine() + 1;
        List<String> lines = text.lines().skip(first).toList();
        int indent = 0;
        for (String line : lines) {
            if (!line.isBlank()) {
                indent = line.length() - line.stripLeading().length();
                break;
            }
        }
        return new SourceText(
                file, value.getValue(), linesBefore + first, columnsBefore + indent, null);
    }

    /** Returns the name of the file. */
    public String file() {
        return file;
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /** Returns whether characters have places of their own, so that they can be replaced. */
    public boolean isExact() {
        return all == null;
    }

    /** Returns the place of a part of a line; lines and columns from 0. */
    public Place place(int line, int column, int endColumn) {
        return place(line, column, line, endColumn);
    }

    private Place place(int line, int column, int endLine, int endColumn) {
        if (all != null) {
            return all;
        }
        return new Place(
                file,
                new Region(
                        line + linesBefore + 1,
                        column + columnsBefore + 1,
                        endLine + linesBefore + 1,
                        endColumn + columnsBefore + 1));
    }

    /** Returns the place of a node of this text. */
    public Place place(Node node) {
        Optional<Mark> start = node.getStartMark();
        Optional<Mark> end = node.getEndMark();
        if (start.isEmpty() || end.isEmpty()) {
            return place(0, 0, 0);
        }
        return place(
                start.get().getLine(),
                start.get().getColumn(),
                end.get().getLine(),
                end.get().getColumn());
    }

    /** Returns the place of a mark in this text. */
    public Place place(Mark mark) {
        return place(mark.getLine(), mark.getColumn(), mark.getColumn());
    }
}
