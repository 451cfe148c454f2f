package io.plimsoll.memory.region;

/**
 * Where regions come from: the seam at which tests make the platform refuse.
 *
 * <p>Any thread may call any method.
 */
public interface RegionSource {

    /** Alignment of every region, the size of a huge page on x86-64 and AArch64. */
    long ALIGNMENT_BYTES = 2L << 20;

    /**
     * Returns the best source for this platform: mappings of its own on Linux, arenas elsewhere.
     *
     * @param hugePages whether to ask for transparent huge pages
     * @throws IllegalCallerException if native access is denied to this module
     */
    static RegionSource forThisPlatform(boolean hugePages) {
        NativeAccess.requireGranted();
        return MmapRegions.isSupported() ? new MmapRegions(hugePages) : new ArenaRegions();
    }

    /**
     * Obtains a zeroed region aligned to {@link #ALIGNMENT_BYTES}.
     *
     * @param sizeBytes positive
     * @throws RegionException if the operating system refuses
     */
    Region map(long sizeBytes);

    /** Gives a region back; no byte of it may be accessed any more. */
    void unmap(Region region);

    /**
     * Gives up a region of which some bytes may still be accessed by mistake: its memory goes back
     * to the operating system where possible, its addresses stay valid for the life of the process.
     */
    void abandon(Region region);

    /**
     * Gives the memory under a range back to the operating system but keeps its addresses: later
     * reads see zeros. A source that cannot do that leaves the range as it is.
     *
     * @return whether the memory was given back
     */
    boolean trim(long address, long sizeBytes);

    /** Makes a range resident now rather than at first use; its contents stay as they are. */
    void preTouch(long address, long sizeBytes);
}
