package io.plimsoll.serde.layout;

import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;

/** Copies what is made of other things, from view to view and without making it. */
public final class Copies {

    private Copies() {}

    /** Copies so many bytes, and if {@code counted} a length and as many bytes. */
    public static void basic(
            DataInputView source, DataOutputView target, int fixedBytes, boolean counted)
            throws IOException {
        if (fixedBytes > 0) {
            target.write(source, fixedBytes);
        }
        if (counted) {
            int length = source.readLength();
            target.writeVarInt(length);
            target.write(source, length);
        }
    }

    /** Copies an array of primitives of so many bytes each. */
    public static void primitives(DataInputView source, DataOutputView target, int componentBytes)
            throws IOException {
        int length = source.readLength();
        target.writeVarInt(length);
        for (long rest = (long) length * componentBytes; rest > 0; ) {
            // A piece of whole components that an int can count.
            int bytes = (int) Math.min(rest, 1 << 30);
            target.write(source, bytes);
            rest -= bytes;
        }
    }

    /** Copies an object that may be absent. */
    public static void maybe(DataInputView source, DataOutputView target, BinaryCopier value)
            throws IOException {
        if (Presence.copy(source, target)) {
            value.copy(source, target);
        }
    }

    /** Copies any number of elements, each of which may be null. */
    public static void repeated(DataInputView source, DataOutputView target, BinaryCopier element)
            throws IOException {
        long counts = Counts.copy(source, target);
        for (int i = 0; i < Counts.count(counts); i++) {
            element(source, target, element, counts);
        }
    }

    /** Copies a map, whose keys and values may be null. */
    public static void entries(
            DataInputView source, DataOutputView target, BinaryCopier key, BinaryCopier value)
            throws IOException {
        long counts = Counts.copy(source, target);
        for (int i = 0; i < Counts.count(counts); i++) {
            element(source, target, key, counts);
            element(source, target, value, counts);
        }
    }

    private static void element(
            DataInputView source, DataOutputView target, BinaryCopier element, long counts)
            throws IOException {
        if (Counts.hasNulls(counts)) {
            maybe(source, target, element);
        } else {
            element.copy(source, target);
        }
    }
}
