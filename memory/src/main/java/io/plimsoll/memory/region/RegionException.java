package io.plimsoll.memory.region;

/** Says that the operating system refused a region or an operation on one. */
public class RegionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names the call and its error number. */
    public RegionException(String message) {
        super(message);
    }

    /** Creates the exception with the error that the platform gave. */
    public RegionException(String message, Throwable cause) {
        super(message, cause);
    }
}
