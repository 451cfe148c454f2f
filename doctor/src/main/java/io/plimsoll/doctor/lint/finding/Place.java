package io.plimsoll.doctor.lint.finding;

/**
 * Where something is.
 *
 * @param file the file's name
 * @param region the part of it
 */
public record Place(String file, Region region) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        int byLine = Integer.compare(region.line(), other.region.line());
        int byColumn = Integer.compare(region.column(), other.region.column());
        return byFile != 0 ? byFile : byLine != 0 ? byLine : byColumn;
    }

    @Override
    public String toString() {
        return "%s:%d:%d".formatted(file, region.line(), region.column());
    }
}
