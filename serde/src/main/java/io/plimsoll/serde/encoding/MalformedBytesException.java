package io.plimsoll.serde.encoding;

import java.io.IOException;

/** Bytes are no encoding of anything; whoever knows where they lie tells users. */
public final class MalformedBytesException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;

    MalformedBytesException(String what) {
        super(what);
        this.what = what;
    }

    /** What does not fit, as {@code name=value (expected ...)}. */
    public String what() {
        return what;
    }
}
