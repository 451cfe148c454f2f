package io.plimsoll.serde.layout;

import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.DiscardingOutputView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a record, one behind the other: {@link Nulls}, then those that are not null. Fields
 * of fixed length that follow each other are passed in one step.
 *
 * <p>Thread rule: immutable.
 */
public final class FieldRun {

    /** The length of a field whose values differ in length. */
    public static final int VARIABLE = -1;

    private final BinaryCopier[] copiers;
    private final int[] lengths;
    private final long[] nullBits;

    /** For each field the bytes before it, from the first field on, or {@link #VARIABLE}. */
    private final int[] offsets;

    private final long allowedNulls;
    private final boolean hasNulls;

    private FieldRun(Builder builder) {
        int count = builder.copiers.size();
        copiers = builder.copiers.toArray(BinaryCopier[]::new);
        lengths = builder.lengths.stream().mapToInt(Integer::intValue).toArray();
        nullBits = builder.nullBits.stream().mapToLong(Long::longValue).toArray();
        allowedNulls = builder.allowedNulls;
        hasNulls = builder.allowedNulls != 0 || count == 0;
        offsets = new int[count];
        int offset = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = offset;
            boolean fixed = offset != VARIABLE && lengths[i] != VARIABLE && nullBits[i] == 0;
            offset = fixed ? offset + lengths[i] : VARIABLE;
        }
    }

    /** Gathers the fields in the order in which they are written. */
    public static final class Builder {

        private final List<BinaryCopier> copiers = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        private final List<Long> nullBits = new ArrayList<>();
        private long allowedNulls;

        /** Creates a builder without fields. */
        public Builder() {}

        /** Adds a field that cannot be null. */
        public void primitive(BinaryCopier copier, int lengthBytes) {
            add(copier, lengthBytes, 0);
        }

        /** Returns whether there is a bit left for the next object. */
        public boolean hasBit() {
            return allowedNulls != -1L;
        }

        /**
         * Adds an object that may be null.
         *
         * @param lengthBytes what all have in common, or {@link #VARIABLE}
         * @return its bit
         */
        public long object(BinaryCopier copier, int lengthBytes) {
            if (!hasBit()) {
                add((in, out) -> Copies.maybe(in, out, copier), VARIABLE, 0);
                return 0;
            }
            long bit = allowedNulls + 1;
            allowedNulls |= bit;
            add(copier, lengthBytes, bit);
            return bit;
        }

        private void add(BinaryCopier copier, int lengthBytes, long nullBit) {
            copiers.add(copier);
            lengths.add(lengthBytes);
            nullBits.add(nullBit);
        }

        /** Returns the run of the fields added. */
        public FieldRun build() {
            return new FieldRun(this);
        }
    }

    /** Returns whether records begin with {@link Nulls}. */
    public boolean hasNulls() {
        return hasNulls;
    }

    /** Returns the bits of all fields that may be null. */
    public long allowedNulls() {
        return allowedNulls;
    }

    /** Returns the bytes of every record, or {@link #VARIABLE}. */
    public int lengthBytes() {
        int last = copiers.length - 1;
        return hasNulls || offsets[last] == VARIABLE || lengths[last] == VARIABLE
                ? VARIABLE
                : offsets[last] + lengths[last];
    }

    /** Copies a whole record. */
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        long nulls = 0;
        if (hasNulls) {
            nulls = Nulls.read(source, allowedNulls);
            target.writeVarLong(nulls);
        }
        move(source, target, 0, copiers.length, nulls);
    }

    /**
     * Goes from the first byte of a record to that of a field.
     *
     * @return whether there is one: false if the field is null
     */
    public boolean seek(DataInputView source, int field) throws IOException {
        long nulls = hasNulls ? Nulls.read(source, allowedNulls) : 0;
        if ((nulls & nullBits[field]) != 0) {
            return false;
        }
        int offset = offsets[field];
        if (offset == VARIABLE) {
            move(source, DiscardingOutputView.INSTANCE, 0, field, nulls);
        } else if (offset > 0) {
            source.skipBytesToRead(offset);
        }
        return true;
    }

    private void move(DataInputView source, DataOutputView target, int from, int to, long nulls)
            throws IOException {
        int pending = 0;
        for (int i = from; i < to; i++) {
            if ((nulls & nullBits[i]) != 0) {
                continue;
            }
            if (lengths[i] != VARIABLE) {
                pending += lengths[i];
                continue;
            }
            if (pending > 0) {
                target.write(source, pending);
                pending = 0;
            }
            copiers[i].copy(source, target);
        }
        if (pending > 0) {
            target.write(source, pending);
        }
    }
}
