package io.plimsoll.benchmarks.memory.thread;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs every benchmark on threads that Netty's caches are made for; other libraries don't see a
 * difference. JMH is told its name.
 */
public final class NettyThreads extends ThreadPoolExecutor {

    /** Creates as many threads as JMH wants; it looks this constructor up. */
    public NettyThreads(int threads, String prefix) {
        super(
                threads,
                threads,
                0,
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(prefix, true));
    }
}
