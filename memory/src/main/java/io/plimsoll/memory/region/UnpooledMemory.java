package io.plimsoll.memory.region;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Off-heap memory in single blocks, outside all regions. Any thread may call any method. */
public final class UnpooledMemory {

    private final Arena arena;
    private final RegionTable.Key block;

    private UnpooledMemory(Arena arena, RegionTable.Key block) {
        this.arena = arena;
        this.block = block;
    }

    /**
     * Obtains a zeroed block.
     *
     * @throws IllegalCallerException if native access is denied to this module
     */
    public static UnpooledMemory allocate(int sizeBytes) {
        NativeAccess.requireGranted();
        Arena arena = Arena.ofShared();
        long address = arena.allocate(sizeBytes, Long.BYTES).address();
        return new UnpooledMemory(arena, RegionTable.addBlock(address, sizeBytes));
    }

    /**
     * Returns the address of a direct buffer's first byte, whatever its position.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     * @throws IllegalCallerException if native access is denied to this module
     */
    public static long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("buffer=" + direct + " (expected a direct one)");
        }
        NativeAccess.requireGranted();
        return MemorySegment.ofBuffer(direct.duplicate().clear()).address();
    }

    /** Runs an action when an object is no longer reachable. */
    public static void releaseWhenUnreachable(Object object, Runnable action) {
        Holder.CLEANER.register(object, action);
    }

    /** Address of the block's first byte. */
    public long address() {
        return block.start();
    }

    /** Returns an action that gives the block back and then runs another one, both once only. */
    public Runnable releaseOnce(Runnable afterwards) {
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (!released.getAndSet(true)) {
                RegionTable.removeBlock(block);
                arena.close();
                afterwards.run();
            }
        };
    }

    private static final class Holder {
        static final Cleaner CLEANER = Cleaner.create();
    }
}
