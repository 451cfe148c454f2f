package io.plimsoll.memory.segment;

import java.util.List;

/** One atomic operation, its values as longs. */
record AtomicAccessor(String name, int width, Effect effect, Operation operation) {

    /** What an operation does with the value that is there. */
    enum Effect {
        GET,
        PUT,
        COMPARE_AND_SET,
        COMPARE_AND_EXCHANGE,
        GET_AND_ADD,
        GET_AND_SET
    }

    interface Operation {
        /** What the operation returns, 1 for true; of the arguments it uses those that it has. */
        long apply(MemorySegment segment, int index, long expected, long value);
    }

    static List<AtomicAccessor> all() {
        return List.of(
                new AtomicAccessor(
                        "getIntVolatile",
                        Integer.BYTES,
                        Effect.GET,
                        (s, i, a, b) -> s.getIntVolatile(i)),
                new AtomicAccessor(
                        "getIntAcquire",
                        Integer.BYTES,
                        Effect.GET,
                        (s, i, a, b) -> s.getIntAcquire(i)),
                new AtomicAccessor(
                        "getIntOpaque",
                        Integer.BYTES,
                        Effect.GET,
                        (s, i, a, b) -> s.getIntOpaque(i)),
                new AtomicAccessor(
                        "putIntVolatile",
                        Integer.BYTES,
                        Effect.PUT,
                        (s, i, a, b) -> {
                            s.putIntVolatile(i, (int) b);
                            return 0;
                        }),
                new AtomicAccessor(
                        "putIntRelease",
                        Integer.BYTES,
                        Effect.PUT,
                        (s, i, a, b) -> {
                            s.putIntRelease(i, (int) b);
                            return 0;
                        }),
                new AtomicAccessor(
                        "putIntOpaque",
                        Integer.BYTES,
                        Effect.PUT,
                        (s, i, a, b) -> {
                            s.putIntOpaque(i, (int) b);
                            return 0;
                        }),
                new AtomicAccessor(
                        "compareAndSetInt",
                        Integer.BYTES,
                        Effect.COMPARE_AND_SET,
                        (s, i, a, b) -> s.compareAndSetInt(i, (int) a, (int) b) ? 1 : 0),
                new AtomicAccessor(
                        "compareAndExchangeInt",
                        Integer.BYTES,
                        Effect.COMPARE_AND_EXCHANGE,
                        (s, i, a, b) -> s.compareAndExchangeInt(i, (int) a, (int) b)),
                new AtomicAccessor(
                        "getAndAddInt",
                        Integer.BYTES,
                        Effect.GET_AND_ADD,
                        (s, i, a, b) -> s.getAndAddInt(i, (int) b)),
                new AtomicAccessor(
                        "getAndSetInt",
                        Integer.BYTES,
                        Effect.GET_AND_SET,
                        (s, i, a, b) -> s.getAndSetInt(i, (int) b)),
                new AtomicAccessor(
                        "getLongVolatile",
                        Long.BYTES,
                        Effect.GET,
                        (s, i, a, b) -> s.getLongVolatile(i)),
                new AtomicAccessor(
                        "getLongAcquire",
                        Long.BYTES,
                        Effect.GET,
                        (s, i, a, b) -> s.getLongAcquire(i)),
                new AtomicAccessor(
                        "getLongOpaque",
                        Long.BYTES,
                        Effect.GET,
                        (s, i, a, b) -> s.getLongOpaque(i)),
                new AtomicAccessor(
                        "putLongVolatile",
                        Long.BYTES,
                        Effect.PUT,
                        (s, i, a, b) -> {
                            s.putLongVolatile(i, b);
                            return 0;
                        }),
                new AtomicAccessor(
                        "putLongRelease",
                        Long.BYTES,
                        Effect.PUT,
                        (s, i, a, b) -> {
                            s.putLongRelease(i, b);
                            return 0;
                        }),
                new AtomicAccessor(
                        "putLongOpaque",
                        Long.BYTES,
                        Effect.PUT,
                        (s, i, a, b) -> {
                            s.putLongOpaque(i, b);
                            return 0;
                        }),
                new AtomicAccessor(
                        "compareAndSetLong",
                        Long.BYTES,
                        Effect.COMPARE_AND_SET,
                        (s, i, a, b) -> s.compareAndSetLong(i, a, b) ? 1 : 0),
                new AtomicAccessor(
                        "compareAndExchangeLong",
                        Long.BYTES,
                        Effect.COMPARE_AND_EXCHANGE,
                        (s, i, a, b) -> s.compareAndExchangeLong(i, a, b)),
                new AtomicAccessor(
                        "getAndAddLong",
                        Long.BYTES,
                        Effect.GET_AND_ADD,
                        (s, i, a, b) -> s.getAndAddLong(i, b)),
                new AtomicAccessor(
                        "getAndSetLong",
                        Long.BYTES,
                        Effect.GET_AND_SET,
                        (s, i, a, b) -> s.getAndSetLong(i, b)));
    }

    long call(MemorySegment segment, int index) {
        return operation.apply(segment, index, 0, 0);
    }

    /** The bits that this accessor keeps of a value. */
    long kept(long bits) {
        return width == Integer.BYTES ? (int) bits : bits;
    }

    long plain(MemorySegment segment, int index) {
        return width == Integer.BYTES ? segment.getInt(index) : segment.getLong(index);
    }

    void putPlain(MemorySegment segment, int index, long bits) {
        if (width == Integer.BYTES) {
            segment.putInt(index, (int) bits);
        } else {
            segment.putLong(index, bits);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
