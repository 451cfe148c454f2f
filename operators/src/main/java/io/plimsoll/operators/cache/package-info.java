/**
 * A cache off the heap: bounded in bytes, with entries that are serialized, in memory that others
 * get when they need it more.
 *
 * <p><b>What may enter:</b> the cache as users see it: typed, with a builder, loaders, expiry,
 * figures. Not: how entries lie in memory ({@code entry}), which are worth keeping ({@code
 * policy}), what happens to them under locks ({@code segment}).
 *
 * <p><b>Threads.</b> {@link OffHeapCache} is for any number of threads, {@link OffHeapCacheBuilder}
 * for one. Code of users (serializers, loaders, listeners) is called under no lock.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>What the cache has off the heap, its index and its policy included, is at no time more than
 *       its maximum, and all of it is charged to its pool.
 *   <li>A lookup gives the value that was written last, or none.
 *   <li>{@code close} leaves no page.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.cache;

import org.jspecify.annotations.NullMarked;
