package io.plimsoll.doctor.bridge;

import java.util.OptionalLong;

/**
 * A part of the resident set.
 *
 * @param kind which one
 * @param basis how its resident bytes are known
 * @param residentBytes what of it is in memory; 0 if unknown
 * @param committedBytes what is claimed for it
 * @param limitBytes what it may grow to
 * @param swapBytes what of it is in swap
 * @param source where the figures come from
 * @param advice what to do to know more; empty if there is nothing to do
 */
public record Part(
        PartKind kind,
        Basis basis,
        long residentBytes,
        OptionalLong committedBytes,
        OptionalLong limitBytes,
        long swapBytes,
        String source,
        String advice) {}
