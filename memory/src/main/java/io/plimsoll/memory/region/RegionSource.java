package io.plimsoll.memory.region;

/**
 * Where memory comes from: ranges of addresses, parts of which are committed when they are needed.
 * The seam at which tests make the platform refuse.
 *
 * <p>Reserving costs addresses only; committed memory becomes resident when it is touched. A source
 * that is not {@link #isLazy() lazy} takes everything at once.
 *
 * <p>Any thread may call any method; two calls must not be about the same bytes at the same time.
 */
public interface RegionSource {

    /** Alignment of every range, the size of a huge page on x86-64 and AArch64. */
    long ALIGNMENT_BYTES = 2L << 20;

    /**
     * Returns the best source for this platform: mappings of its own where this house knows the
     * calls, arenas elsewhere.
     *
     * @param hugePages whether to ask for transparent huge pages
     * @throws IllegalCallerException if native access is denied to this module
     */
    static RegionSource forThisPlatform(boolean hugePages) {
        NativeAccess.requireGranted();
        MmapPlatform platform = MmapPlatform.current();
        return platform == null ? new ArenaRegions() : new MmapRegions(platform, hugePages);
    }

    /** Whether a reserved range costs addresses only until it is committed and touched. */
    boolean isLazy();

    /** The least that is worth trimming: less would split a huge page, or is not possible. */
    long trimStepBytes();

    /**
     * Page of the operating system in bytes: what is trimmed starts and ends at multiples of it. 1
     * where nothing can be trimmed.
     */
    int pageBytes();

    /**
     * Reserves a range of addresses aligned to {@link #ALIGNMENT_BYTES}, that never adjoins another
     * range. No byte of it may be accessed before it was committed.
     *
     * @param sizeBytes positive
     * @throws RegionException if the platform refuses
     */
    Region reserve(long sizeBytes);

    /**
     * Makes a part of a reserved range accessible. It reads as zeros.
     *
     * @throws RegionException if the platform refuses; the part is as it was then
     */
    void commit(Region part);

    /**
     * Takes back what {@link #commit} gave: memory, and the claim to it. A read that comes too late
     * sees zeros, a write may end the process. The part may be committed again. A source that
     * cannot do that leaves the part as it is.
     *
     * @return whether that was done
     */
    boolean decommit(Region part);

    /**
     * Gives a part of a reserved range back, committed or not; no byte of it may be accessed any
     * more.
     */
    void release(Region part);

    /**
     * Gives up a committed part of which some bytes may still be accessed by mistake: its memory
     * goes back to the operating system where possible, its addresses stay valid for the life of
     * the process.
     */
    void abandon(Region part);

    /**
     * Gives the memory under committed bytes back to the operating system but keeps their addresses
     * accessible: later reads see zeros. A source that cannot do that leaves them as they are.
     *
     * @param address a multiple of {@link #pageBytes}, as {@code sizeBytes} is
     * @return whether the memory was given back
     */
    boolean trim(long address, long sizeBytes);

    /** Makes committed bytes resident now rather than at first use; their contents stay. */
    void preTouch(long address, long sizeBytes);
}
