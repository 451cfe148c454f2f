package io.plimsoll.serde.binary;

import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKeys;
import io.plimsoll.serde.key.NullOrder;
import io.plimsoll.serde.view.SeekableDataInputView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of records by fields in their bytes: what {@link io.plimsoll.serde.key.SortKey} is for
 * records on the heap, with the same keys.
 *
 * <pre>{@code
 * BinarySortKey order =
 *     BinarySortKey.of(trades.field("symbol")).nullsLast()
 *         .then(BinarySortKey.of(trades.field("price")).descending());
 * }</pre>
 *
 * <p>Thread rule: immutable.
 */
public final class BinarySortKey {

    /**
     * One of the fields.
     *
     * @param nulls where absent values go, or null if there must be none
     */
    private record Part(
            FieldAccess field, FieldOrder order, boolean descending, @Nullable NullOrder nulls) {

        NullOrder nullsOrThrow() {
            if (nulls == null) {
                throw new NullPointerException(
                        "field="
                                + field.path()
                                + " is null (expected a value, or nullsFirst() or nullsLast())");
            }
            return nulls;
        }
    }

    private final Part[] parts;

    private BinarySortKey(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    /**
     * Orders by a field in the natural order of its type: texts by code point, numbers by value.
     *
     * @throws IllegalArgumentException if its type has none
     */
    public static BinarySortKey of(FieldAccess field) {
        return new BinarySortKey(List.of(new Part(field, FieldOrder.of(field), false, null)));
    }

    /** Orders by this, and records that it finds equal by {@code next}. */
    public BinarySortKey then(BinarySortKey next) {
        List<Part> all = new ArrayList<>(List.of(parts));
        all.addAll(List.of(next.parts));
        return new BinarySortKey(all);
    }

    /** Reverses the values of all fields; absent ones stay where they are. */
    public BinarySortKey descending() {
        List<Part> reversed = new ArrayList<>();
        for (Part part : parts) {
            reversed.add(new Part(part.field, part.order, !part.descending, part.nulls));
        }
        return new BinarySortKey(reversed);
    }

    /** Puts absent values before all others, in those fields that do not say already. */
    public BinarySortKey nullsFirst() {
        return withNulls(NullOrder.FIRST);
    }

    /** Puts absent values behind all others, in those fields that do not say already. */
    public BinarySortKey nullsLast() {
        return withNulls(NullOrder.LAST);
    }

    private BinarySortKey withNulls(NullOrder nulls) {
        List<Part> placed = new ArrayList<>();
        for (Part part : parts) {
            NullOrder own = part.nulls == null ? nulls : part.nulls;
            placed.add(new Part(part.field, part.order, part.descending, own));
        }
        return new BinarySortKey(placed);
    }

    /**
     * Appends the key of a record.
     *
     * @param record stands at the record's first byte, before and afterwards
     * @param sink where to
     */
    public void put(SeekableDataInputView record, KeySink sink) throws IOException {
        long start = record.getReadPosition();
        for (Part part : parts) {
            boolean present = part.field.seek(record);
            if (!present) {
                NormalizedKeys.putNull(sink, part.nullsOrThrow());
            } else {
                putValue(part, record, sink);
            }
            record.setReadPosition(start);
        }
    }

    private static void putValue(Part part, SeekableDataInputView record, KeySink sink)
            throws IOException {
        if (part.nulls != null) {
            NormalizedKeys.putPresent(sink, part.nulls);
        }
        int from = sink.length();
        part.order.put(record, sink);
        if (part.descending) {
            sink.invert(from);
        }
    }

    /**
     * Compares two records, in the order of their keys.
     *
     * @param left stands at the first byte of one, before and afterwards
     * @param right another view, at that of the other
     */
    public int compare(SeekableDataInputView left, SeekableDataInputView right) throws IOException {
        long leftStart = left.getReadPosition();
        long rightStart = right.getReadPosition();
        int order = 0;
        for (int i = 0; i < parts.length && order == 0; i++) {
            order = compare(parts[i], left, right);
            left.setReadPosition(leftStart);
            right.setReadPosition(rightStart);
        }
        return order;
    }

    private static int compare(Part part, SeekableDataInputView left, SeekableDataInputView right)
            throws IOException {
        boolean hasLeft = part.field.seek(left);
        boolean hasRight = part.field.seek(right);
        if (hasLeft && hasRight) {
            int order = part.order.compare(left, right);
            return part.descending ? -Integer.signum(order) : order;
        }
        int nullOrder = part.nullsOrThrow() == NullOrder.FIRST ? -1 : 1;
        return hasLeft == hasRight ? 0 : hasLeft ? -nullOrder : nullOrder;
    }
}
