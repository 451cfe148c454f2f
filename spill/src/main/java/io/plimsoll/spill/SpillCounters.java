package io.plimsoll.spill;

import io.plimsoll.spill.space.SpillFiles;
import java.util.concurrent.atomic.LongAdder;

/** What {@link SpillStatistics} is made of. Thread rule: any thread. */
final class SpillCounters {

    final LongAdder rawBytesWritten = new LongAdder();
    final LongAdder bytesWritten = new LongAdder();
    final LongAdder bytesRead = new LongAdder();
    final LongAdder extentsWritten = new LongAdder();
    final LongAdder compressedExtents = new LongAdder();
    final LongAdder extentsRead = new LongAdder();
    final LongAdder runs = new LongAdder();
    final LongAdder failovers = new LongAdder();
    final LongAdder writeNanos = new LongAdder();
    final LongAdder readNanos = new LongAdder();
    final LongAdder writerWaitNanos = new LongAdder();
    final LongAdder readerWaitNanos = new LongAdder();

    SpillStatistics snapshot(SpillFiles files) {
        return new SpillStatistics(
                rawBytesWritten.sum(),
                bytesWritten.sum(),
                bytesRead.sum(),
                extentsWritten.sum(),
                compressedExtents.sum(),
                extentsRead.sum(),
                runs.sum(),
                files.createdCount(),
                files.liveCount(),
                files.liveBytes(),
                files.openFiles().openCount(),
                failovers.sum(),
                writeNanos.sum(),
                readNanos.sum(),
                writerWaitNanos.sum(),
                readerWaitNanos.sum());
    }
}
