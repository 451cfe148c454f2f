package io.plimsoll.doctor.process;

/**
 * A mapping of a process.
 *
 * @param range its addresses
 * @param permissions as the kernel writes them: rw-p
 * @param file whether it is of a file, be it one in memory
 * @param name the path, or what the kernel calls it in brackets; empty if it has no name
 * @param residentBytes what of it is in memory and counts for the process
 * @param swapBytes what of it is in swap
 * @param hugetlbBytes what of it is in reserved huge pages, which do not count as resident
 */
public record Mapping(
        AddressRange range,
        String permissions,
        boolean file,
        String name,
        long residentBytes,
        long swapBytes,
        long hugetlbBytes) {

    /** Returns whether it can neither be read nor written: addresses without memory. */
    public boolean isForbidden() {
        return permissions.startsWith("---");
    }

    /** Returns whether it is memory of the process alone that no file stands behind. */
    public boolean isAnonymous() {
        return !file && permissions.endsWith("p");
    }

    /** Returns whether instructions may be run from it. */
    public boolean isExecutable() {
        return permissions.indexOf('x') >= 0;
    }
}
