package io.plimsoll.cli.process;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A program that holds 64 MiB of Plimsoll's pages and 14 MiB of direct buffers until its input
 * ends. Tests start it in a JVM of its own.
 */
final class Holder {

    private static final int PAGES = 2048;
    private static final int PAGE_BYTES = 32 << 10;
    private static final int DIRECT_BYTES = 14 << 20;

    private Holder() {}

    public static void main(String[] args) throws Exception {
        ByteBuffer direct = ByteBuffer.allocateDirect(DIRECT_BYTES);
        Object owner = new Object();
        try (MemoryManager manager = MemoryManager.create((long) PAGES * PAGE_BYTES, PAGE_BYTES)) {
            List<MemorySegment> pages = manager.allocatePages(owner, PAGES);
            for (MemorySegment page : pages) {
                for (int at = 0; at < page.size(); at += Long.BYTES) {
                    page.putLong(at, at);
                }
            }
            System.out.println("held");
            System.out.flush();
            waitForEnd();
            manager.releaseAll(owner);
        }
        System.out.println(direct.capacity());
    }

    private static void waitForEnd() throws IOException {
        int read = System.in.read();
        while (read >= 0) {
            read = System.in.read();
        }
    }
}
