package io.plimsoll.spill.transfer;

import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted while pages come and go, each as the statistic of its name says.
 *
 * <p>Thread rule: any thread.
 */
public final class SpillCounters {

    public final LongAdder rawBytesWritten = new LongAdder();
    public final LongAdder bytesWritten = new LongAdder();
    public final LongAdder bytesRead = new LongAdder();
    public final LongAdder extentsWritten = new LongAdder();
    public final LongAdder compressedExtents = new LongAdder();
    public final LongAdder extentsRead = new LongAdder();
    public final LongAdder runs = new LongAdder();
    public final LongAdder failovers = new LongAdder();
    public final LongAdder rereads = new LongAdder();
    public final LongAdder writeNanos = new LongAdder();
    public final LongAdder readNanos = new LongAdder();
    public final LongAdder writerWaitNanos = new LongAdder();
    public final LongAdder readerWaitNanos = new LongAdder();
}
