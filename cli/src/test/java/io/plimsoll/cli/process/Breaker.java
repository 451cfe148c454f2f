package io.plimsoll.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program that runs out of the memory that its argument names. Tests start it in a JVM of its
 * own.
 */
final class Breaker {

    private static final int CHUNK_BYTES = 1 << 20;

    private Breaker() {}

    public static void main(String[] args) throws IOException {
        System.out.println("able to break: " + args[0]);
        switch (args[0]) {
            case "heap" -> fillHeap();
            case "overhead" -> fillMap();
            case "direct" -> fillDirect();
            case "metaspace" -> fillMetaspace();
            case "array" -> System.out.println(new byte[Integer.MAX_VALUE].length);
            case "threads" -> fillThreads();
            case "stack" -> overflowStack();
            default -> System.out.println("done");
        }
    }

    private static void fillHeap() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[CHUNK_BYTES]);
        }
    }

    private static void fillMap() {
        Map<Integer, String> kept = new HashMap<>();
        for (int i = 0; true; i++) {
            kept.put(i, "value " + i);
        }
    }

    private static void fillDirect() {
        List<ByteBuffer> kept = new ArrayList<>();
        while (true) {
            kept.add(ByteBuffer.allocateDirect(CHUNK_BYTES));
        }
    }

    /** As a cluster does that keeps the class loader of each job. */
    private static void fillMetaspace() throws IOException {
        byte[] bytes;
        try (InputStream in = Breaker.class.getResourceAsStream("Breaker.class")) {
            bytes = Objects.requireNonNull(in).readAllBytes();
        }
        List<Class<?>> kept = new ArrayList<>();
        while (true) {
            kept.add(new JobLoader().define(bytes));
        }
    }

    private static final class JobLoader extends ClassLoader {

        Class<?> define(byte[] bytes) {
            return defineClass(Breaker.class.getName(), bytes, 0, bytes.length);
        }
    }

    private static void fillThreads() {
        while (true) {
            Thread thread = new Thread(null, () -> sleep(), "worker", 256L << 20);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void overflowStack() {
        try {
            System.out.println(depth(0));
        } catch (StackOverflowError e) {
            e.printStackTrace();
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth(int above) {
        return depth(above + 1) + 1;
    }
}
