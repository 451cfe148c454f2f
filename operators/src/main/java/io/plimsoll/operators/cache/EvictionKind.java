package io.plimsoll.operators.cache;

import io.plimsoll.operators.cache.segment.SegmentSettings.Policy;

/** Which entries a cache keeps when it is full. */
public enum EvictionKind {
    /**
     * Those used most often of late, with some room for new ones that adapts to what is asked for.
     * Withstands scans and loops; the default.
     */
    W_TINY_LFU,
    /** Those used last. */
    LRU,
    /** Those used most often since they were written. */
    LFU;

    Policy policy() {
        return switch (this) {
            case W_TINY_LFU -> Policy.W_TINY_LFU;
            case LRU -> Policy.LRU;
            case LFU -> Policy.LFU;
        };
    }
}
