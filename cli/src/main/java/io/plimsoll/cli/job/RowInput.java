package io.plimsoll.cli.job;

import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.input.source.InputException;
import io.plimsoll.cli.input.source.InputFile;
import java.util.List;

/**
 * The rows that a job reads, and how.
 *
 * @param files the inputs, at least one, in their order
 * @param format how rows are told apart
 * @param skipBadRows whether malformed rows are left out; if not, the first one ends the job
 * @param threads how many workers read, if the memory serves so many
 */
public record RowInput(List<InputFile> files, RowFormat format, boolean skipBadRows, int threads) {

    public RowInput {
        files = List.copyOf(files);
    }

    /** The size of all inputs as they are stored, as far as it is known. */
    public long storedBytes() {
        return files.stream().mapToLong(InputFile::storedBytes).sum();
    }

    /**
     * Sees whether all inputs are there, before any is read.
     *
     * @throws InputException when one isn't
     */
    public void check() throws InputException {
        for (InputFile file : files) {
            file.check();
        }
    }
}
