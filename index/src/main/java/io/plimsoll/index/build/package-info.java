/**
 * Builds an index: documents in, sorted term records through the sorter, index files out.
 *
 * <p><b>The way of a term.</b> A worker claims the next documents, reads them page by page, cuts
 * them into terms and counts these in its table. The table hands its counts to the sorter as
 * records. When all documents are read, {@link IndexAssembler} writes the index files in one pass
 * over the sorted records, and a last step puts them in place.
 *
 * <p>What may enter: the steps of building. Each step itself has a package of its own.
 *
 * <p>Thread rule: an {@link io.plimsoll.index.build.IndexBuild} runs once, on one thread that
 * starts its workers; progress and cancellation are for any thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The bytes of an index depend on the documents only, not on memory or threads.
 *   <li>The target is at every instant what it was before or the complete new index.
 *   <li>After a build, done or failed, no page, thread, descriptor or temporary file is left.
 *   <li>Nothing on the heap grows with the number or size of documents or terms.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.build;

import org.jspecify.annotations.NullMarked;
