/**
 * Which entries of a cache are worth keeping: W-TinyLFU, LRU and LFU.
 *
 * <p><b>What may enter:</b> orders of entries and estimates of how often they are used. Not: where
 * entries lie, how much memory there is, locks.
 *
 * <p><b>Threads.</b> Nothing here is thread-safe: a cache's segment guards it with its lock.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>An entry is in exactly one queue from {@link EvictionPolicy#inserted} to {@link
 *       EvictionPolicy#removed}, and its header names it.
 *   <li>A policy has a victim as long as it has an entry.
 *   <li>Nothing is allocated for an entry, nor for an access.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.cache.policy;

import org.jspecify.annotations.NullMarked;
