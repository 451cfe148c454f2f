package io.plimsoll.operators.cache;

/** A value could not be loaded; the cause says why. */
public final class CacheLoadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates an exception. */
    public CacheLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
