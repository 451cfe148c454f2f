package io.plimsoll.doctor.bridge;

/**
 * What malloc has of the system, by glibc's layout.
 *
 * @param brkBytes what is resident below brk
 * @param arenas how many heaps of 64 MiB the further arenas have begun
 * @param arenaBytes what of those is resident
 * @param claimedBytes what of those may be written
 */
public record MallocArenas(long brkBytes, int arenas, long arenaBytes, long claimedBytes) {}
