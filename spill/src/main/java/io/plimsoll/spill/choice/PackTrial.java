package io.plimsoll.spill.choice;

/**
 * What came of trying a codec out on one page.
 *
 * @param available whether the codec could be had; all else but {@code setupNanos} is 0 otherwise
 * @param setupNanos for loading and making it, before it could begin
 * @param rawBytes the page's bytes
 * @param storedBytes what it would take on disk
 * @param packNanos for packing it
 * @param unpackNanos for unpacking it
 */
public record PackTrial(
        boolean available,
        long setupNanos,
        long rawBytes,
        long storedBytes,
        long packNanos,
        long unpackNanos) {}
