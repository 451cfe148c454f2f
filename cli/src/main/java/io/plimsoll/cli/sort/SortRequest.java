package io.plimsoll.cli.sort;

import io.plimsoll.cli.input.source.InputFile;
import java.util.List;

/**
 * What is to be sorted, and how.
 *
 * @param inputs the inputs, at least one, in their order
 * @param format how rows are told apart
 * @param delimiter what stands between columns
 * @param header whether each input starts with its columns' names
 * @param keys what to order by; nothing: whole rows
 * @param descending whether the order is reversed
 * @param stable whether rows with equal keys keep their order
 * @param unique whether of rows with equal keys only the first is kept
 * @param skipBadRows whether malformed rows are left out; if not, the first one ends the sort
 * @param threads how many workers read and sort, if the memory serves so many
 */
public record SortRequest(
        List<InputFile> inputs,
        Format format,
        byte delimiter,
        boolean header,
        List<String> keys,
        boolean descending,
        boolean stable,
        boolean unique,
        boolean skipBadRows,
        int threads) {

    public SortRequest {
        inputs = List.copyOf(inputs);
        keys = List.copyOf(keys);
    }

    /** How rows are told apart. */
    public enum Format {
        /** A row is a line. */
        LINES,
        /** A row is as RFC 4180 has it. */
        CSV
    }

    boolean isKeyed() {
        return !keys.isEmpty();
    }
}
