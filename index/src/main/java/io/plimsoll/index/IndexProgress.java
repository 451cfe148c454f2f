package io.plimsoll.index;

import java.util.OptionalLong;

/**
 * How far a running build is, at one instant.
 *
 * @param phase what it is doing
 * @param documents documents read so far
 * @param bytesRead bytes of input files read so far (compressed ones where they are compressed)
 * @param bytesTotal bytes of all input files, absent while unknown and when one is a stream
 * @param postingsMerged postings written to the index so far; grows in the last phase
 */
public record IndexProgress(
        Phase phase, long documents, long bytesRead, OptionalLong bytesTotal, long postingsMerged) {

    /** The phases of a build, in order. */
    public enum Phase {
        /** Listing the input files. */
        SCANNING,
        /** Reading documents and sorting their terms. */
        READING,
        /** Merging sorted terms into the index. */
        MERGING,
        /** The index is complete and in its place. */
        DONE
    }
}
