package io.plimsoll.spill.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockCodecsTest {

    private final BlockCodecs codecs = new BlockCodecs();

    @Property(tries = 300)
    void whatIsPackedComesBack(
            @ForAll Codec codec, @ForAll long seed, @ForAll @IntRange(min = 1, max = 70_000) int n)
            throws Exception {
        if (codec == Codec.NONE) {
            return;
        }
        BlockCodec own = codecs.get(codec);
        try (Arena arena = Arena.ofConfined()) {
            byte[] plain = BlockMutations.content(new Random(seed), n);
            byte[] packed = BlockMutations.packed(own, arena, plain);
            MemorySegment target = arena.allocate(n);
            own.decompress(
                    arena.allocate(packed.length).copyFrom(MemorySegment.ofArray(packed)), target);
            assertThat(target.mismatch(MemorySegment.ofArray(plain))).isEqualTo(-1);
            assertThat(BlockMutations.unpacks(own, arena, packed, n - 1)).isFalse();
            assertThat(BlockMutations.unpacks(own, arena, packed, n + 1)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void damagedBlocksAreRefusedAndNothingOutsideIsTouched(Codec codec) {
        long seed = RandomGenerator.getDefault().nextLong();
        assertThat(BlockMutations.run(codec, seed, 400)).as("refused, seed=%d", seed).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void anotherFormatIsRefused(Codec codec) {
        byte[] words = "no block of any format ".repeat(50).getBytes();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source =
                    arena.allocate(words.length).copyFrom(MemorySegment.ofArray(words));
            MemorySegment target = arena.allocate(4096);
            assertThatThrownBy(() -> codecs.get(codec).decompress(source, target))
                    .isInstanceOf(MalformedBlockException.class)
                    .hasMessageContaining(codec.name());
        }
    }

    @Test
    void aFormatOnDiskIsWhatItWasAndUnpacksWhatEachOfItsCodecsPacked() {
        assertThat(Codec.values()).extracting(Codec::format).containsExactly(0, 1, 2, 3, 3);
        for (int format = 0; format <= Codec.formatMax(); format++) {
            assertThat(Codec.ofFormat(format).format()).isEqualTo(format);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Codec.ofFormat(4));
        assertThatIllegalArgumentException().isThrownBy(() -> Codec.ofFormat(-1));
    }

    @Test
    void noneIsAlwaysAvailableAndPacksNothing() {
        assertThat(BlockCodecs.isAvailable(Codec.NONE)).isTrue();
        assertThatThrownBy(() -> codecs.get(Codec.NONE)).isInstanceOf(IllegalStateException.class);
    }
}
