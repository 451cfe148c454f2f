package io.plimsoll.index.format;

/**
 * A finished file of an index, as its manifest lists it.
 *
 * @param sizeBytes the whole file, header and footer included
 * @param contentCrc CRC32C of everything before the footer
 */
public record SealedFile(FileKind kind, String name, long sizeBytes, int contentCrc) {}
