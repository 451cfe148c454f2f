package io.plimsoll.spill.codec;

import java.lang.foreign.MemorySegment;

/**
 * Packs blocks of bytes, each on its own.
 *
 * <p>Thread rule: one thread.
 */
public interface BlockCodec {

    /**
     * Packs all of {@code source}; {@code target} holds {@link BlockCodecs#boundBytes} at least.
     *
     * @return the bytes written to {@code target}
     */
    int compress(MemorySegment source, MemorySegment target);

    /**
     * Unpacks all of {@code source} to exactly {@code target}. Whatever the bytes are, nothing is
     * read outside {@code source} or written outside {@code target}, whose content is undefined
     * after an exception.
     *
     * @throws MalformedBlockException if the bytes are no block of exactly the target's length
     */
    void decompress(MemorySegment source, MemorySegment target) throws MalformedBlockException;
}
