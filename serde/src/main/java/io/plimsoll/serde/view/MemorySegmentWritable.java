package io.plimsoll.serde.view;

import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;

/** An output that takes bytes directly from a segment. */
public interface MemorySegmentWritable {

    /**
     * Writes {@code len} bytes of {@code segment} from {@code off} on.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the segment
     */
    void write(MemorySegment segment, int off, int len) throws IOException;
}
