package io.plimsoll.cli.column;

import io.plimsoll.cli.input.framing.CsvFraming;
import io.plimsoll.cli.input.framing.LineFraming;
import io.plimsoll.cli.input.framing.RecordFraming;

/**
 * How rows are told apart, and their columns.
 *
 * @param csv whether a row is as RFC 4180 has it; if not, it is a line
 * @param delimiter what stands between columns
 * @param header whether each input starts with its columns' names
 */
public record RowFormat(boolean csv, byte delimiter, boolean header) {

    /** What tells where rows end. */
    public RecordFraming framing() {
        return csv ? new CsvFraming(delimiter) : new LineFraming();
    }

    /** The delimiter as a character. */
    public char delimiterCharacter() {
        return (char) (delimiter & 0xff);
    }
}
