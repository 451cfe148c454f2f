package io.plimsoll.plan.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Takes what a JVM's flags let it have: the heap, direct buffers, the stacks of its threads. Then
 * prints the most that was resident, in bytes.
 */
final class Glutton {

    private static final int CHUNK_BYTES = 64 << 10;

    private Glutton() {}

    /** The first argument is the number of threads. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int threads = Integer.parseInt(args[0]);
        CountDownLatch full = new CountDownLatch(threads);
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> overflow(full, done));
            thread.setDaemon(true);
            thread.start();
        }
        full.await();
        List<Object> kept = new ArrayList<>();
        fillDirect(kept);
        long heapBytes = fillHeap(kept);
        // What was resident at most is known; the rest of this needs some heap itself.
        kept.clear();
        String peak =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .findFirst()
                        .orElseThrow();
        System.out.println(Long.parseLong(peak.replaceAll("[^0-9]", "")) << 10);
        System.out.println(heapBytes);
        done.countDown();
    }

    private static void overflow(CountDownLatch full, CountDownLatch done) {
        try {
            deeper(0);
        } catch (StackOverflowError expected) {
            full.countDown();
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long deeper(long depth) {
        return deeper(depth + 1) + 1;
    }

    private static void fillDirect(List<Object> kept) {
        try {
            while (true) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK_BYTES);
                for (int i = 0; i < CHUNK_BYTES; i += 4096) {
                    buffer.put(i, (byte) 1);
                }
                kept.add(buffer);
            }
        } catch (OutOfMemoryError full) {
            // as it should be
        }
    }

    private static long fillHeap(List<Object> kept) {
        long bytes = 0;
        try {
            while (true) {
                byte[] chunk = new byte[CHUNK_BYTES];
                Arrays.fill(chunk, (byte) 1);
                kept.add(chunk);
                bytes += CHUNK_BYTES;
            }
        } catch (OutOfMemoryError full) {
            return bytes;
        }
    }
}
