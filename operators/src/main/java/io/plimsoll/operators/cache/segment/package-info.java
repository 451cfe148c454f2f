/**
 * The parts that a cache consists of: each has the entries of some hashes, a lock, and a share of
 * the memory.
 *
 * <p><b>What may enter:</b> what happens to entries as byte strings: looking up, writing, expiring,
 * evicting, giving memory back, turns at keys. Not: objects of users, and code of users.
 *
 * <p><b>Threads.</b> {@link CacheSegment} may be used by any thread: its lock guards all it has. It
 * is held for no longer than an operation takes, and no code of a user runs under it.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A key's newest value is found, or none: never an older one, even if the newest had no room.
 *   <li>A value that was loaded is stored only if nobody wrote or removed the key meanwhile.
 *   <li>Giving memory back takes none, and waits for no lock that is held for long.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.cache.segment;

import org.jspecify.annotations.NullMarked;
