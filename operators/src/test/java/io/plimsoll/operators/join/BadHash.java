package io.plimsoll.operators.join;

import io.plimsoll.operators.join.table.KeyHash;

/** A hash of few bits: many keys have the same. */
record BadHash(long mask) implements KeyHash {

    @Override
    public long hash(long address, int lengthBytes) {
        return DEFAULT.hash(address, lengthBytes) & mask;
    }

    @Override
    public long hash(byte[] array, int offset, int lengthBytes) {
        return DEFAULT.hash(array, offset, lengthBytes) & mask;
    }
}
