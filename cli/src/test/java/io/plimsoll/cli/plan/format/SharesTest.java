package io.plimsoll.cli.plan.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.MemoryPart;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class SharesTest {

    private static final int CELLS = 76;

    @Property
    void shouldGiveAllCells_andOneAtLeastToEachPartThatIsNotEmpty(
            @ForAll @Size(min = 1, max = 10) List<@LongRange(min = 0, max = 1L << 50) Long> sizes) {
        List<Integer> shares =
                Shares.of(
                        sizes.stream()
                                .map(bytes -> new MemoryPart("x", new ByteSize(bytes), "", ""))
                                .toList(),
                        CELLS);

        boolean empty = sizes.stream().allMatch(bytes -> bytes == 0);
        assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(empty ? 0 : CELLS);
        for (int i = 0; i < sizes.size(); i++) {
            assertThat(shares.get(i) > 0).as("%s %s", sizes, shares).isEqualTo(sizes.get(i) > 0);
        }
    }
}
