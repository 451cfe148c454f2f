package io.plimsoll.memory.request;

/** Says that a request was denied, with the whole picture of why. */
public class MemoryDeniedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient MemoryDenial denial;

    /** Creates the exception with the message of a denial. */
    public MemoryDeniedException(MemoryDenial denial) {
        super(denial.message());
        this.denial = denial;
    }

    /** Who holds the memory, who could give it back and what to do. */
    public MemoryDenial denial() {
        return denial;
    }
}
