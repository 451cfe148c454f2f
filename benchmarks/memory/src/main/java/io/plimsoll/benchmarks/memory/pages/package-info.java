/**
 * Taking a page of 32 KiB and giving it back.
 *
 * <p><b>What may enter:</b> one class for each library, which takes a page in the way that it does
 * best, writes eight bytes to it, and gives it back.
 *
 * <p><b>Threads.</b> As many as JMH is told; the manager is shared, pools and owners are a thread's
 * own or shared.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.pages;

import org.jspecify.annotations.NullMarked;
