package io.plimsoll.operators.join.table;

import io.plimsoll.operators.hash.ByteHash;

/** Hashes keys. Tests put in worse ones. Any thread. */
public interface KeyHash {

    /** The one in use: 64 bits, as good as random. */
    KeyHash DEFAULT =
            new KeyHash() {
                @Override
                public long hash(long address, int lengthBytes) {
                    return ByteHash.hash(address, lengthBytes);
                }

                @Override
                public long hash(byte[] array, int offset, int lengthBytes) {
                    return ByteHash.hash(array, offset, lengthBytes);
                }
            };

    long hash(long address, int lengthBytes);

    /** The same bytes in an array; the same hash. */
    long hash(byte[] array, int offset, int lengthBytes);
}
