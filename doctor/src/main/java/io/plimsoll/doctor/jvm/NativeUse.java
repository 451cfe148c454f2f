package io.plimsoll.doctor.jvm;

/**
 * What native memory tracking has of a category.
 *
 * @param committedBytes all of it
 * @param mallocBytes what of it came from malloc, arenas included
 */
public record NativeUse(long committedBytes, long mallocBytes) {}
