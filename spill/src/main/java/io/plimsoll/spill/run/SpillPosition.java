package io.plimsoll.spill.run;

/**
 * The place of a page in a {@link SpillRun}.
 *
 * @param file the number of the file in the run, from 0
 * @param extent the number of the extent in its file, from 0
 * @param offsetBytes where the extent's header starts in its file
 * @param page the number of the page in its extent, from 0
 */
public record SpillPosition(int file, int extent, long offsetBytes, int page)
        implements Comparable<SpillPosition> {

    /** The first page of any run. */
    public static final SpillPosition START = new SpillPosition(0, 0, 0, 0);

    /** Checks the ranges. */
    public SpillPosition {
        if (file < 0 || extent < 0 || offsetBytes < 0 || page < 0) {
            throw new IllegalArgumentException(
                    "file=%d extent=%d offsetBytes=%d page=%d (expected >= 0)"
                            .formatted(file, extent, offsetBytes, page));
        }
    }

    @Override
    public int compareTo(SpillPosition other) {
        int byFile = Integer.compare(file, other.file);
        int byExtent = byFile != 0 ? byFile : Integer.compare(extent, other.extent);
        return byExtent != 0 ? byExtent : Integer.compare(page, other.page);
    }
}
