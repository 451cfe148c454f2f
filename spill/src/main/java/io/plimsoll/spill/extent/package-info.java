/**
 * Extents: groups of pages as they lie on disk, written and read with one system call, checksummed
 * and perhaps compressed.
 *
 * <p>What may enter: pages, lengths, one open file at its position, codecs by their format. What
 * may not: threads, locks, paths, directories, retries.
 *
 * <p>Thread rule: everything belongs to one I/O thread at a time.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No field of a header is believed before the header's checksum, and the identity in it, have
 *       been checked.
 *   <li>No page is handed on before the checksum over the stored payload has been checked.
 *   <li>A page's bytes are touched only between {@code prepare} and the end of {@code write}, or
 *       within {@code read}; {@code tryOut} only reads them.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.extent;

import org.jspecify.annotations.NullMarked;
