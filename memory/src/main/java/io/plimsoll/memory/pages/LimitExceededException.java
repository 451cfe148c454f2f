package io.plimsoll.memory.pages;

import io.plimsoll.memory.region.RegionException;

/** Says that memory was refused since the resident set of the process would exceed its limit. */
public final class LimitExceededException extends RegionException {
    private static final long serialVersionUID = 1L;

    private final long limitBytes;
    private final long lackingBytes;

    LimitExceededException(String message, long limitBytes, long lackingBytes) {
        super(message);
        this.limitBytes = limitBytes;
        this.lackingBytes = lackingBytes;
    }

    /** The limit. */
    public long limitBytes() {
        return limitBytes;
    }

    /** By how much it would have been exceeded. */
    public long lackingBytes() {
        return lackingBytes;
    }
}
