package io.plimsoll.serde.fallback;

import java.io.IOException;

/**
 * Turns objects of any class into bytes and back: what stands in where a type has no serializer.
 * Any library for objects can be one; {@link JavaObjectCodec} needs none.
 *
 * <p>Thread rule: any number of threads at once.
 */
public interface ObjectCodec {

    /** Returns a name that stays with the data, and changes whenever the bytes do. */
    String name();

    /** Returns whether objects of a declared type may be given to this codec. */
    boolean accepts(Class<?> type);

    /**
     * Returns an object's bytes.
     *
     * @throws IOException if it, or something in it, cannot be written
     */
    byte[] encode(Object object) throws IOException;

    /**
     * Returns the object that bytes are of. They may be damaged: a codec must refuse classes that
     * it was not told of, and must not allocate more than in proportion to the bytes.
     *
     * @throws IOException if they are not those of an object; runtime exceptions are taken for
     *     that, too
     */
    Object decode(byte[] bytes) throws IOException;
}
