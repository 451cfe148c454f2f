/**
 * Where a command's data goes: complete or not at all, written in the background.
 *
 * <p><b>What may enter:</b> what writes bytes. Not: what the bytes mean, nor messages and reports.
 *
 * <p><b>Threads.</b> One, but for the thread that writes.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A file is either what it was before or complete, at every instant and after every failure.
 *   <li>A failure names the output that failed.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.output;

import org.jspecify.annotations.NullMarked;
