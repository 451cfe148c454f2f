package io.plimsoll.index.archive;

/**
 * An entry of a zip file as its central directory describes it.
 *
 * @param localOffset where the entry's local header is
 * @param storedBytes its size in the archive
 * @param sizeBytes its size when decompressed
 */
public record ZipEntry(
        String name,
        int flags,
        int method,
        long crc32,
        long storedBytes,
        long sizeBytes,
        long localOffset) {

    public boolean isFolder() {
        return name.endsWith("/");
    }
}
