package io.plimsoll.spill;

import io.plimsoll.memory.segment.MemorySegment;

/**
 * Takes pages back whose content is on disk (or lost in a failure that is reported). {@code
 * pool::release} is the usual one.
 *
 * <p>Thread rule: called by any thread, I/O threads included; must not block or throw.
 */
@FunctionalInterface
public interface PageRecycler {

    /** Takes back {@code page}; called exactly once for each page given to a writer. */
    void recycle(MemorySegment page);
}
