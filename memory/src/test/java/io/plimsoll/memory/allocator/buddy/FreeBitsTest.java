package io.plimsoll.memory.allocator.buddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A set of small numbers is a set of numbers, of any capacity. */
class FreeBitsTest {

    @Property(tries = 300)
    void shouldBeASetThatFindsItsLeast(
            @ForAll @IntRange(min = 1, max = 300_000) int capacity,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0) Integer> steps) {
        FreeBits bits = new FreeBits(capacity);
        TreeSet<Integer> model = new TreeSet<>();
        for (int step : steps) {
            int number = step % capacity;
            if (model.add(number)) {
                bits.add(number);
            } else {
                model.remove(number);
                bits.remove(number);
            }
            if (!model.isEmpty()) {
                assertThat(bits.first()).isEqualTo(model.first());
                assertThat(bits.contains(model.last())).isTrue();
            }
            assertThat(bits.contains(number)).isEqualTo(model.contains(number));
            assertThat(bits.count()).isEqualTo(model.size());
        }
    }
}
