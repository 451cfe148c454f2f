package io.plimsoll.doctor.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they come: one piece of them is held at a time, and each is waited for
 * only so long. One thread reads, those of the platform's client bring.
 */
final class Answer extends InputStream implements BodySubscriber<InputStream> {

    private sealed interface Event {}

    private record Piece(List<ByteBuffer> buffers) implements Event {}

    private record Failure(Throwable cause) implements Event {}

    private record End() implements Event {}

    private final String what;
    private final int timeoutSeconds;

    /** Holds at most one piece and what ends the answer: one is asked for when the last is read. */
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    private List<ByteBuffer> piece = List.of();
    private int next;
    private @Nullable Event last;

    /**
     * @param what what was asked for, for messages
     * @param timeoutSeconds how long to wait for the next bytes
     */
    Answer(String what, int timeoutSeconds) {
        this.what = what;
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!subscribed.complete(subscription)) {
            subscription.cancel();
            return;
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Failure(cause));
    }

    @Override
    public void onComplete() {
        events.add(new End());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (next < piece.size() && !piece.get(next).hasRemaining()) {
            next++;
        }
        if (next == piece.size() && !await()) {
            return -1;
        }
        ByteBuffer buffer = piece.get(next);
        int read = Math.min(length, buffer.remaining());
        buffer.get(target, offset, read);
        return read;
    }

    /** Waits for bytes; false at the end. */
    private boolean await() throws IOException {
        while (last == null) {
            Event event = poll();
            if (event instanceof Piece(List<ByteBuffer> buffers)) {
                piece = buffers;
                next = 0;
                while (next < piece.size() && !piece.get(next).hasRemaining()) {
                    next++;
                }
                subscribed.join().request(1);
                if (next < piece.size()) {
                    return true;
                }
            } else {
                last = event;
            }
        }
        if (last instanceof Failure(Throwable cause)) {
            throw new RestException(what + ": the answer broke off", cause);
        }
        return false;
    }

    private Event poll() throws RestException {
        try {
            Event event = events.poll(timeoutSeconds, TimeUnit.SECONDS);
            if (event == null) {
                throw new RestException(
                        "%s: no more bytes for %d seconds".formatted(what, timeoutSeconds), 0);
            }
            return event;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RestException(what + ": interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        last = new End();
        piece = List.of();
        next = 0;
        // A subscription that comes later is cancelled then.
        if (!subscribed.completeExceptionally(new IOException("closed"))
                && !subscribed.isCompletedExceptionally()) {
            subscribed.join().cancel();
        }
    }
}
