package io.plimsoll.cli.column;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of an input's columns.
 *
 * @param names the names; none when the input has no header, or is empty
 * @param expected whether there should be a header: without one the input is empty, and any name
 *     will do
 */
public record ColumnNames(List<String> names, boolean expected) {

    public ColumnNames {
        names = List.copyOf(names);
    }

    /**
     * Reads a header.
     *
     * @param header its text; null when there is none
     * @throws ColumnException when it is malformed
     */
    public static ColumnNames read(RowFormat format, byte @Nullable [] header) {
        List<String> names = header == null ? List.of() : split(format, header);
        return new ColumnNames(names, format.header());
    }

    /** Whether there should be names, and is no input that has them. */
    public boolean isOfEmptyInput() {
        return expected && names.isEmpty();
    }

    private static List<String> split(RowFormat format, byte[] header) {
        String text = new String(header, StandardCharsets.UTF_8);
        char delimiter = format.delimiterCharacter();
        if (!format.csv()) {
            return Arrays.asList(text.split(Pattern.quote(String.valueOf(delimiter)), -1));
        }
        try {
            return CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .allowUnclosedQuote(false)
                    .ofSingleCsvRecord(text)
                    .getFields();
        } catch (CsvParseException e) {
            throw new ColumnException("the header is not RFC 4180: '" + text + "'");
        }
    }
}
