/**
 * Where documents come from: files, folders, archives and streams, as one sequence of channels.
 *
 * <p>What may enter: code that finds, opens and decompresses input. Nothing here looks at what the
 * bytes mean.
 *
 * <p>Thread rule: a {@link io.plimsoll.index.source.DocumentSequence} belongs to one thread at a
 * time; the documents that it hands out may be read by different threads at once.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The sequence of documents depends on the inputs and the content of folders only.
 *   <li>Nothing on the heap grows with the number of files, of archive entries or with their size.
 *   <li>A channel either delivers every byte of its document or throws an error that names it.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.source;

import org.jspecify.annotations.NullMarked;
