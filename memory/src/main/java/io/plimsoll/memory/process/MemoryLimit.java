package io.plimsoll.memory.process;

/**
 * An upper bound on memory and where it comes from.
 *
 * @param bytes the bound
 * @param source the file that says so
 */
public record MemoryLimit(long bytes, String source) {

    @Override
    public String toString() {
        return bytes + " bytes (" + source + ")";
    }
}
