package io.plimsoll.plan;

/**
 * A part of a process's memory, and why it has its size.
 *
 * @param name what users call it
 * @param size how large it is
 * @param option the option that sets it; empty if none does
 * @param reason which rule made it, and from which numbers
 */
public record MemoryPart(String name, ByteSize size, String option, String reason) {}
