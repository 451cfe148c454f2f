package io.plimsoll.cli.sort;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.plimsoll.cli.row.KeyColumn;
import io.plimsoll.cli.row.KeyException;
import io.plimsoll.cli.row.KeySpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of a request's inputs. Immutable. */
final class Columns {

    private final SortRequest request;
    private final List<String> names;

    /**
     * @param header the text of the inputs' header; null when there is none
     */
    Columns(SortRequest request, byte @Nullable [] header) {
        this.request = request;
        this.names = header == null ? List.of() : names(request, header);
    }

    /**
     * The columns that a request's keys mean.
     *
     * @throws KeyException when one means none
     */
    List<KeyColumn> keyColumns() {
        List<KeyColumn> columns = new ArrayList<>();
        for (String key : request.keys()) {
            KeySpec spec = KeySpec.parse(key);
            if (names.isEmpty() && request.header() && !spec.isNumbered()) {
                // No header means no input: any name will do.
                continue;
            }
            int index = spec.columnIndex(names);
            columns.add(new KeyColumn(index, spec.column(), spec.type(), spec.descending()));
        }
        return columns;
    }

    private static List<String> names(SortRequest request, byte[] header) {
        String text = new String(header, StandardCharsets.UTF_8);
        char delimiter = (char) (request.delimiter() & 0xff);
        if (request.format() == SortRequest.Format.LINES) {
            return Arrays.asList(text.split(Pattern.quote(String.valueOf(delimiter)), -1));
        }
        try {
            return CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .allowUnclosedQuote(false)
                    .ofSingleCsvRecord(text)
                    .getFields();
        } catch (CsvParseException e) {
            throw new KeyException("the header is not RFC 4180: '" + text + "'");
        }
    }
}
