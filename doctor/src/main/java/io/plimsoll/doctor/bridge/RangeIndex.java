package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.process.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which part a range of addresses belongs to. For one thread. */
final class RangeIndex {

    /** A piece of memory of one part. */
    record Piece(PartKind kind, AddressRange range) {}

    private final TreeMap<Long, Piece> pieces = new TreeMap<>(Long::compareUnsigned);

    /** Adds a range, but for what others that were added before have of it. */
    void add(PartKind kind, AddressRange range) {
        List<Piece> taken = within(range);
        long from = range.start();
        for (Piece other : taken) {
            put(kind, from, other.range().start());
            from = other.range().end();
        }
        put(kind, from, range.end());
    }

    private void put(PartKind kind, long start, long end) {
        if (Long.compareUnsigned(start, end) < 0) {
            pieces.put(start, new Piece(kind, new AddressRange(start, end)));
        }
    }

    /** Returns what is known of a range, in the order of addresses. */
    List<Piece> within(AddressRange range) {
        List<Piece> found = new ArrayList<>();
        Map.Entry<Long, Piece> before = pieces.lowerEntry(range.start());
        if (before != null) {
            cut(before.getValue(), range, found);
        }
        pieces.subMap(range.start(), range.end())
                .values()
                .forEach(piece -> cut(piece, range, found));
        return found;
    }

    private static void cut(Piece piece, AddressRange range, List<Piece> found) {
        AddressRange shared = piece.range().shared(range);
        if (shared.sizeBytes() > 0) {
            found.add(new Piece(piece.kind(), shared));
        }
    }

    /** Returns the part that an address belongs to, or null. */
    @Nullable PartKind at(long address) {
        Map.Entry<Long, Piece> entry = pieces.floorEntry(address);
        return entry != null && entry.getValue().range().contains(address)
                ? entry.getValue().kind()
                : null;
    }
}
