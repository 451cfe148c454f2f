package io.plimsoll.index.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.IndexCorruptionException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ByteBuilderTest {

    @Property
    void aNumberReadsBack(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long value)
            throws IndexCorruptionException {
        ByteBuilder bytes = new ByteBuilder(1);
        bytes.putVarint(value);
        ByteCursor cursor = cursor(bytes.array(), bytes.length());
        assertThat(cursor.readVarint()).isEqualTo(value);
        assertThat(cursor.remaining()).isZero();
    }

    @Test
    void aNumberThatDoesNotEndIsCorruption() {
        byte[] bytes = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        assertThatThrownBy(() -> cursor(bytes, bytes.length).readVarint())
                .isInstanceOf(IndexCorruptionException.class)
                .hasMessageContaining("file: corrupt at byte");
        assertThatThrownBy(() -> cursor(bytes, 3).readVarint())
                .isInstanceOf(IndexCorruptionException.class);
    }

    private static ByteCursor cursor(byte[] bytes, int length) {
        ByteCursor cursor = new ByteCursor(Path.of("file"));
        cursor.reset(bytes, 0, length, 100);
        return cursor;
    }
}
