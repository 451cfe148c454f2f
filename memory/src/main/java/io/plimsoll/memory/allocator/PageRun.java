package io.plimsoll.memory.allocator;

import io.plimsoll.memory.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Some pages next to each other.
 *
 * @param address of the first byte, a multiple of the page size
 * @param pages how many
 * @param lease what the pool wants back; null if no pool is behind it
 */
record PageRun(long address, int pages, @Nullable MemorySegment lease) {}
