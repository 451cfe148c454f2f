/**
 * One run's way to disk and back, extent by extent: in which file the next one goes or lies, what
 * is read ahead, which files are done with.
 *
 * <p>What may enter: batches of pages, the files of one run, what all runs of a manager share. What
 * may not: what users ask for, how an extent is coded, which directory is good.
 *
 * <p>Thread rule: an output or input belongs to one thread at a time, handed over under the lock of
 * its writer or reader; {@link io.plimsoll.spill.transfer.ReadAhead} brings that lock along. What a
 * manager's runs share, {@link io.plimsoll.spill.transfer.SpillContext}, may be used by any thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A file of a run holds extents numbered from 0 without a gap, each written once and never
 *       again.
 *   <li>An extent is written to the next directory when one fails, and fails the run only when none
 *       is left.
 *   <li>A file is deleted while reading only when its reader has gone on to the next and holds it
 *       no more.
 *   <li>No method here waits for memory. Of readers that share it, none is kept from its own share
 *       by what others have read ahead.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.transfer;

import org.jspecify.annotations.NullMarked;
