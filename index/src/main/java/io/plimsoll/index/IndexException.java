package io.plimsoll.index;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Any failure of building or searching an index; the message names the file concerned. */
public abstract sealed class IndexException extends IOException
        permits IndexCancelledException,
                IndexCorruptionException,
                IndexInputException,
                IndexTargetException,
                IndexWriteException {

    private static final long serialVersionUID = 1L;

    IndexException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
