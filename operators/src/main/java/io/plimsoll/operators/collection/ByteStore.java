package io.plimsoll.operators.collection;

import io.plimsoll.memory.access.RawMemory;
import java.io.IOException;

/**
 * Byte strings too long for a page with others: chains of pages of their own.
 *
 * <p>A page begins with the number of the next one, or -1.
 */
final class ByteStore {

    private static final int HEADER_BYTES = 8;

    private final PageSpace pages;

    ByteStore(PageSpace pages) {
        this.pages = pages;
    }

    /** Writes bytes; returns the number of their first page. */
    int write(byte[] bytes, int length) throws IOException {
        int perPage = pages.pageBytes() - HEADER_BYTES;
        int next = -1;
        // from the end, so that each page knows the next one
        for (int start = (length - 1) / perPage * perPage; start >= 0; start -= perPage) {
            int page = pages.newPage();
            long address = pages.address(page);
            RawMemory.putInt(address, next);
            int piece = Math.min(perPage, length - start);
            RawMemory.copyFromArray(bytes, start, address + HEADER_BYTES, piece);
            pages.unpin(page);
            next = page;
        }
        return next;
    }

    /** Reads what was written. */
    void read(int first, byte[] target, int length) throws IOException {
        int perPage = pages.pageBytes() - HEADER_BYTES;
        int page = first;
        for (int start = 0; start < length; start += perPage) {
            long address = pages.pin(page);
            int piece = Math.min(perPage, length - start);
            RawMemory.copyToArray(address + HEADER_BYTES, target, start, piece);
            int next = RawMemory.getInt(address);
            pages.unpin(page);
            page = next;
        }
    }

    /** Frees what was written. */
    void free(int first) throws IOException {
        for (int page = first; page >= 0; ) {
            int next = RawMemory.getInt(pages.pin(page));
            pages.unpin(page);
            pages.free(page);
            page = next;
        }
    }
}
