package io.plimsoll.spill.extent;

import java.io.IOException;

/** Signals that an extent is not what was written. */
public final class ExtentDamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; {@code what} says which check failed. */
    public ExtentDamagedException(String what) {
        super(what);
    }

    ExtentDamagedException(String what, Throwable cause) {
        super(what, cause);
    }
}
