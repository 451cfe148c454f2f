package io.plimsoll.cli.process;

/**
 * How far a job is.
 *
 * @param phase what it is at, in a word
 * @param bytesRead input read, as it is stored
 * @param totalBytes all input, as it is stored; 0 when that isn't known
 * @param spilledBytes written to temporary files so far
 */
public record JobProgress(String phase, long bytesRead, long totalBytes, long spilledBytes) {}
