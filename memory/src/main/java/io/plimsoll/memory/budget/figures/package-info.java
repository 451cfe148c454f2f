/**
 * What the budget says of itself: records with nothing behind them.
 *
 * <p><b>May enter:</b> how a tree stood at one instant, and how an attempt to change it ended.
 * <b>May not enter:</b> pools themselves, and anything that can still change.
 *
 * <p><b>Threads:</b> all of it is immutable.
 */
@NullMarked
package io.plimsoll.memory.budget.figures;

import org.jspecify.annotations.NullMarked;
