package io.plimsoll.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that holds known amounts of memory until its input ends. Tests start it in a JVM of its
 * own, also in older ones: it uses nothing that 17 doesn't have.
 */
final class Holder {

    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;

    private Holder() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            byte[] array = new byte[MIB];
            Arrays.fill(array, (byte) 1);
            held.add(array);
        }
        held.add(ByteBuffer.allocateDirect(Integer.parseInt(args[1]) * MIB));
        held.add(mapped(Integer.parseInt(args[2])));
        int deep = Integer.parseInt(args[3]);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < deep; i++) {
            Thread thread = new Thread(() -> descend(2000));
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        Thread.sleep(500);
        System.out.println("held");
        System.out.flush();
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.out.println(held.size() + threads.size());
    }

    private static MappedByteBuffer mapped(int sizeMib) throws IOException {
        Path file = Files.createTempFile("held", ".bin");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer buffer =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) sizeMib * MIB);
            for (int at = 0; at < buffer.capacity(); at += PAGE) {
                buffer.put(at, (byte) 1);
            }
            return buffer;
        } finally {
            Files.delete(file);
        }
    }

    /** Makes a stack resident, and waits with it. */
    private static int descend(int frames) {
        if (frames > 0) {
            return descend(frames - 1) + 1;
        }
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
