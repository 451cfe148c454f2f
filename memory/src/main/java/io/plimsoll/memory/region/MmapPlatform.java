package io.plimsoll.memory.region;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which a platform's C library knows what is asked of it.
 *
 * @param reserve flags of {@code mmap} for private anonymous memory without a claim to swap
 * @param reserveAt the same, over whatever is mapped at the address that is given
 * @param trimsByAdvice whether {@code MADV_DONTNEED} gives private memory back at once
 * @param populate advice that makes memory resident, or {@link #NONE}
 * @param hugePages advice to use huge pages, or {@link #NONE}
 * @param noHugePages advice not to use them, or {@link #NONE}
 */
record MmapPlatform(
        int reserve,
        int reserveAt,
        boolean trimsByAdvice,
        int populate,
        int hugePages,
        int noHugePages) {

    /** Stands for an advice that the platform does not know. */
    static final int NONE = -1;

    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;

    /** asm-generic/mman.h, which x86-64 and AArch64 use. */
    private static MmapPlatform linux() {
        int flags = MAP_PRIVATE | 0x20 | 0x4000; // MAP_ANONYMOUS | MAP_NORESERVE
        return new MmapPlatform(flags, flags | MAP_FIXED, true, 23, 14, 15);
    }

    /** sys/mman.h of macOS, where MADV_DONTNEED keeps private memory and there is no populating. */
    private static MmapPlatform macOs() {
        int flags = MAP_PRIVATE | 0x1000 | 0x40; // MAP_ANON | MAP_NORESERVE
        return new MmapPlatform(flags, flags | MAP_FIXED, false, NONE, NONE, NONE);
    }

    /** The platform that this is, or null if its numbers are not known here. */
    static @Nullable MmapPlatform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static @Nullable MmapPlatform of(String system, String architecture) {
        if (!architecture.equals("amd64")
                && !architecture.equals("x86_64")
                && !architecture.equals("aarch64")) {
            return null;
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return linux();
        }
        return name.contains("mac os") ? macOs() : null;
    }
}
