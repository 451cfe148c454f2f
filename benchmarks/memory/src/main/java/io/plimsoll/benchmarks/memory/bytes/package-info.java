/**
 * Reserving bytes and giving them back, with no memory behind them.
 *
 * <p><b>What may enter:</b> one class for each library that keeps such accounts.
 *
 * <p><b>Threads.</b> As many as JMH is told; the manager is shared, pools and owners are a thread's
 * own or shared.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.bytes;

import org.jspecify.annotations.NullMarked;
