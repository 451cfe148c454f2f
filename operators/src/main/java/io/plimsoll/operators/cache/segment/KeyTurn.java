package io.plimsoll.operators.cache.segment;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A thread's turn at a key: while it computes a value, others that want one computed wait for it.
 *
 * <p>Guarded by its segment's lock, but for the result, which is written before the turn ends and
 * read after that.
 */
public final class KeyTurn {

    /** A key that turns are found by. */
    static final class Key {

        private final byte[] bytes;
        private final int hash;

        Key(CacheKey key) {
            bytes = Arrays.copyOf(key.array(), key.length());
            hash = Long.hashCode(key.hash());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Key key;
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Set when somebody else writes or removes the key. */
    private boolean overtaken;

    private int waiters;
    private boolean loaded;
    private byte @Nullable [] result;
    private @Nullable Throwable failure;

    KeyTurn(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    /** Whether the calling thread has the turn itself. */
    @SuppressWarnings("ReferenceEquality") // a thread is itself and no other
    public boolean isMine() {
        return owner == Thread.currentThread();
    }

    /**
     * Waits until the turn has ended.
     *
     * @throws InterruptedException if the thread is interrupted; the turn goes on
     */
    public void await() throws InterruptedException {
        ended.await();
    }

    /** Whether the turn ended with what was loaded, a value or none. */
    public boolean isLoaded() {
        return loaded;
    }

    /** What was loaded, serialized, or null if that was nothing. */
    public byte @Nullable [] result() {
        return result;
    }

    /** What the load failed with, or null. */
    public @Nullable Throwable failure() {
        return failure;
    }

    void overtake() {
        overtaken = true;
    }

    /** Whether nobody else wrote or removed the key since this was asked last. */
    boolean standsAlone() {
        boolean alone = !overtaken;
        overtaken = false;
        return alone;
    }

    void join() {
        waiters++;
    }

    boolean hasWaiters() {
        return waiters > 0;
    }

    void succeed(byte @Nullable [] loadedBytes) {
        loaded = true;
        result = loadedBytes;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    void end() {
        ended.countDown();
    }
}
