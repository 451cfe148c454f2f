package io.plimsoll.memory.allocator.run;

import io.plimsoll.memory.segment.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Some pages next to each other.
 *
 * @param address of the first byte, a multiple of the page size
 * @param pages how many
 * @param lease what the pool wants back; null if no pool is behind it
 */
public record PageRun(long address, int pages, @Nullable MemorySegment lease) {}
