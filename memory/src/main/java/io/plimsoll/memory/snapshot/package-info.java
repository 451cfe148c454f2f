/**
 * What memory looks like at a moment, as records, and what happens to it, as events.
 *
 * <p><b>May enter:</b> immutable records of figures, listeners. <b>May not enter:</b> anything that
 * can be changed, or that holds memory.
 *
 * <p><b>Threads:</b> records are immutable. Listeners are called as their methods say.
 */
@NullMarked
package io.plimsoll.memory.snapshot;

import org.jspecify.annotations.NullMarked;
