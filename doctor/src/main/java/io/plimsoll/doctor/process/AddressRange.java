package io.plimsoll.doctor.process;

/**
 * A range of addresses.
 *
 * @param start the first address
 * @param end the address behind the last
 */
public record AddressRange(long start, long end) {

    /** Refuses a range that ends before it starts. */
    public AddressRange {
        if (Long.compareUnsigned(start, end) > 0) {
            throw new IllegalArgumentException(
                    "end=%x (expected at least start=%x)".formatted(end, start));
        }
    }

    /** Returns how many bytes it has. */
    public long sizeBytes() {
        return end - start;
    }

    /** Returns whether an address is in it. */
    public boolean contains(long address) {
        return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Returns what it shares with another; an empty range if that is nothing. */
    public AddressRange shared(AddressRange other) {
        long from = Long.compareUnsigned(start, other.start) > 0 ? start : other.start;
        long to = Long.compareUnsigned(end, other.end) < 0 ? end : other.end;
        return Long.compareUnsigned(from, to) < 0
                ? new AddressRange(from, to)
                : new AddressRange(start, start);
    }
}
