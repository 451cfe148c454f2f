/**
 * The threads that read: documents and lines are shared out in order and collected at once.
 *
 * <p>What may enter: claiming and reading of input. Nothing here knows what a term is or what
 * becomes of it.
 *
 * <p>Thread rule: {@link io.plimsoll.index.read.Readers} runs on one thread, which starts the
 * workers and awaits them; {@link io.plimsoll.index.read.BuildState} is for any thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Ids of documents are those of the order of reading, whatever the number of threads.
 *   <li>What one claim gives to a worker has consecutive ids.
 *   <li>When the readers are done, or failed, no thread of theirs is left.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.read;

import org.jspecify.annotations.NullMarked;
