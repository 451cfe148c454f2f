package io.plimsoll.serde.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages leased from a pool: growing, running out, going back, giving back. */
class PagedOutputViewTest {

    private static final int PAGE = MemoryManager.MIN_PAGE_SIZE;
    private static final int PAGES = 4;

    private MemoryManager manager;
    private MemoryPool pool;
    private PagedOutputView output;

    @BeforeEach
    void open() throws MemoryReservationException {
        manager = MemoryManager.create((long) PAGES * PAGE, PAGE);
        pool = manager.rootPool().newChild("output", 0, (long) PAGES * PAGE);
        output = new PagedOutputView(pool);
    }

    @AfterEach
    void everythingIsGivenBack() {
        output.close();
        assertThat(pool.usedBytes()).isZero();
        pool.close();
        manager.close();
    }

    @Test
    void leasesPagesOnlyAsItGrows() throws IOException {
        assertThat(output.length()).isZero();
        assertThat(pool.usedBytes()).isZero();
        output.write(new byte[PAGE]);
        assertThat(pool.usedBytes()).isEqualTo(PAGE);
        output.writeByte(1);
        assertThat(pool.usedBytes()).isEqualTo(2 * PAGE);
        assertThat(output.length()).isEqualTo(PAGE + 1);
        output.close();
        assertThat(output.length()).isZero();
        output.writeByte(2);
        assertThat(output.openInput().readByte()).isEqualTo((byte) 2);
    }

    @Test
    void keepsWhatWasWrittenWhenThePoolIsEmpty() throws IOException {
        long written = 0;
        long before = 0;
        try {
            while (true) {
                before = output.getCurrentOffset();
                output.writeLong(written);
                output.writeByte(7); // nine bytes: the last value ends in the middle
                written++;
            }
        } catch (EOFException e) {
            assertThat(e).hasMessageContaining(pool.path());
        }
        assertThat(written).isEqualTo((long) PAGES * PAGE / 9);
        output.truncate(before);

        RandomAccessInputView input = output.openInput();
        assertThat(input.length()).isEqualTo(written * 9);
        for (long i = 0; i < written; i++) {
            assertThat(input.readLong()).isEqualTo(i);
            input.skipBytesToRead(1);
        }
        assertThatExceptionOfType(EOFException.class).isThrownBy(input::readByte);
    }

    @Test
    void patchesEarlierBytesAndGoesOnAtTheEnd() throws IOException {
        output.writeInt(0);
        output.write(new byte[PAGE]);
        long end = output.getCurrentOffset();

        output.setWritePosition(0);
        output.writeInt(42);
        assertThat(output.length()).isEqualTo(end);
        output.setWritePosition(end);
        output.writeByte(9);

        assertThat(output.length()).isEqualTo(end + 1);
        assertThat(pool.usedBytes()).isEqualTo(2 * PAGE);
        RandomAccessInputView input = output.openInput();
        assertThat(input.readInt()).isEqualTo(42);
        input.setReadPosition(end);
        assertThat(input.readByte()).isEqualTo((byte) 9);
        assertThatIllegalArgumentException().isThrownBy(() -> output.setWritePosition(end + 2));
        assertThatIllegalArgumentException().isThrownBy(() -> output.truncate(-1));
    }

    @Test
    void writesOverPagesThatItHasAlready() throws IOException {
        output.write(new byte[3 * PAGE]);
        output.setWritePosition(PAGE - 2);
        output.writeLong(-1);
        assertThat(pool.usedBytes()).isEqualTo(3 * PAGE);
        assertThat(output.length()).isEqualTo(3 * PAGE);
        RandomAccessInputView input = output.openInput();
        input.setReadPosition(PAGE - 2);
        assertThat(input.readLong()).isEqualTo(-1);
    }

    @Test
    void truncatingGivesPagesBack() throws IOException {
        output.write(new byte[3 * PAGE]);
        output.truncate(PAGE);
        assertThat(pool.usedBytes()).isEqualTo(PAGE);
        assertThat(output.length()).isEqualTo(PAGE);
        output.writeByte(1);
        assertThat(output.length()).isEqualTo(PAGE + 1);
        output.truncate(0);
        assertThat(pool.usedBytes()).isZero();
        assertThat(output.openInput().length()).isZero();
    }

    @Test
    void handsItsPagesOver() throws IOException {
        output.write(new byte[PAGE + 1]);
        List<MemorySegment> pages = output.detachPages();
        assertThat(pages).hasSize(2);
        assertThat(output.length()).isZero();
        output.close();
        assertThat(pool.usedBytes()).isEqualTo(2 * PAGE);
        pool.release(pages);
    }
}
