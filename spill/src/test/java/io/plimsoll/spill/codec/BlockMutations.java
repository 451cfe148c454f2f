package io.plimsoll.spill.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Packs blocks, damages them in many ways, and sees that unpacking touches nothing outside. */
public final class BlockMutations {

    private static final int GUARD_BYTES = 4096;
    private static final byte GUARD = 0x5A;

    private BlockMutations() {}

    /** Runs so many rounds with {@code seed}; returns how many blocks were refused. */
    public static int run(Codec codec, long seed, int rounds) {
        Random random = new Random(seed);
        BlockCodec own = new BlockCodecs().get(codec);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            try (Arena arena = Arena.ofConfined()) {
                byte[] plain = content(random, random.nextInt(1, 40_000));
                byte[] packed = packed(own, arena, plain);
                damage(random, packed);
                int length = random.nextInt(4) == 0 ? random.nextInt(plain.length) : plain.length;
                refused += unpacks(own, arena, packed, length) ? 0 : 1;
            }
        }
        return refused;
    }

    static byte[] content(Random random, int bytes) {
        byte[] content = new byte[bytes];
        int kind = random.nextInt(4);
        for (int i = 0; i < bytes; i++) {
            content[i] =
                    switch (kind) {
                        case 0 -> (byte) random.nextInt();
                        case 1 -> (byte) (i % 16 < 8 ? random.nextInt() : 0);
                        case 2 -> (byte) ('a' + random.nextInt(3));
                        default -> 7;
                    };
        }
        return content;
    }

    static byte[] packed(BlockCodec codec, Arena arena, byte[] plain) {
        MemorySegment source = arena.allocate(plain.length).copyFrom(MemorySegment.ofArray(plain));
        int bound = BlockCodecs.boundBytes(plain.length);
        MemorySegment target = guarded(arena, bound);
        int bytes = codec.compress(source, inner(target, bound));
        checkGuards(target, bound);
        return inner(target, bytes).toArray(ValueLayout.JAVA_BYTE);
    }

    static boolean unpacks(BlockCodec codec, Arena arena, byte[] packed, int length) {
        MemorySegment source = guarded(arena, packed.length);
        inner(source, packed.length).copyFrom(MemorySegment.ofArray(packed));
        MemorySegment target = guarded(arena, length);
        try {
            codec.decompress(inner(source, packed.length), inner(target, length));
            return true;
        } catch (MalformedBlockException e) {
            return false;
        } finally {
            checkGuards(target, length);
            checkGuards(source, packed.length);
        }
    }

    private static void damage(Random random, byte[] packed) {
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at =
                    random.nextInt(
                            random.nextBoolean() ? packed.length : Math.min(16, packed.length));
            packed[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
        }
    }

    private static MemorySegment guarded(Arena arena, int bytes) {
        return arena.allocate(bytes + 2L * GUARD_BYTES).fill(GUARD);
    }

    private static MemorySegment inner(MemorySegment guarded, int bytes) {
        return guarded.asSlice(GUARD_BYTES, bytes);
    }

    private static void checkGuards(MemorySegment guarded, int bytes) {
        for (int i = 0; i < GUARD_BYTES; i++) {
            byte before = guarded.get(ValueLayout.JAVA_BYTE, i);
            byte behind = guarded.get(ValueLayout.JAVA_BYTE, (long) GUARD_BYTES + bytes + i);
            if (before != GUARD || behind != GUARD) {
                throw new AssertionError("written outside the block");
            }
        }
    }
}
