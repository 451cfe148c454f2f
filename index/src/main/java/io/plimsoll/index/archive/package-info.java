/**
 * Compressed containers: gzip and zip, read strictly.
 *
 * <p>What may enter: code that knows the bytes of a container. Nothing here knows what a document
 * is or where files come from.
 *
 * <p>Thread rule: a channel belongs to one thread; entries of one {@link
 * io.plimsoll.index.archive.ZipArchive} may be read by different threads at once.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A channel delivers every byte that was compressed, or throws an error that names the file.
 *   <li>Nothing on the heap grows with the number of entries or their size.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.archive;

import org.jspecify.annotations.NullMarked;
