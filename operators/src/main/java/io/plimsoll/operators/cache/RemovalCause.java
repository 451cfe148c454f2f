package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.Departure.Reason;

/** Why an entry left a cache. */
public enum RemovalCause {
    /** It was removed by its user. */
    REMOVED,
    /** Another value was written. */
    REPLACED,
    /** Its time was over. */
    EXPIRED,
    /** It made room for another entry of the cache. */
    EVICTED,
    /** It made room for others who share the memory. */
    RECALLED;

    static RemovalCause of(Reason reason) {
        return switch (reason) {
            case REMOVED -> REMOVED;
            case REPLACED -> REPLACED;
            case EXPIRED -> EXPIRED;
            case EVICTED -> EVICTED;
            case RECALLED -> RECALLED;
        };
    }
}
