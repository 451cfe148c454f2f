package io.plimsoll.spill.extent;

/**
 * Which extent is expected at a place in a file, and what it can hold at most.
 *
 * @param fileId the file's id
 * @param extent the extent's number in its file
 * @param pagesMax the most pages that it may hold
 * @param pageSizeBytes the most bytes of a page
 * @param payloadBytesMax the most bytes of its payload: what the file holds behind its header
 */
public record ExtentPlace(
        long fileId, int extent, int pagesMax, int pageSizeBytes, long payloadBytesMax) {}
