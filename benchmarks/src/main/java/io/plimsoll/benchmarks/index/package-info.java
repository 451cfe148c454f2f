/**
 * Building an inverted index within a budget.
 *
 * <p><b>What may enter:</b> the task and how Plimsoll is told to do it. There is no peer yet. Not:
 * how it is measured.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 */
@NullMarked
package io.plimsoll.benchmarks.index;

import org.jspecify.annotations.NullMarked;
