/**
 * What memory looks like at an instant, as records, and what happens to it, as events.
 *
 * <p><b>May enter:</b> immutable records of figures, the listener. <b>May not enter:</b> anything
 * that can be changed, or that holds memory; pools and segments.
 *
 * <p><b>Threads:</b> records are immutable. Listeners are called as their methods say, never under
 * a lock.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>I2 within one snapshot: what a pool uses is what it has leased and reserved and what those
 *       below it use; used and idle bytes together are at most what it is charged, unless it
 *       borrows.
 *   <li>A level of pressure is left {@code HYSTERESIS_PERCENT} below where it was entered.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.snapshot;

import org.jspecify.annotations.NullMarked;
