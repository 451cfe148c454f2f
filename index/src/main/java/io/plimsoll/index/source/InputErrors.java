package io.plimsoll.index.source;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.IndexInputException;
import io.plimsoll.index.IndexInputException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns what the file system says into an error that names the input. */
public final class InputErrors {

    private InputErrors() {}

    /** The error to throw when opening or reading that input failed so. */
    public static IndexException of(String input, IOException failure) {
        return switch (failure) {
            case IndexException known -> known;
            case NoSuchFileException missing ->
                    new IndexInputException(Reason.MISSING, input, "no such file", missing);
            case AccessDeniedException denied ->
                    new IndexInputException(Reason.UNREADABLE, input, "permission denied", denied);
            default ->
                    new IndexInputException(
                            Reason.UNREADABLE,
                            input,
                            "cannot be read: " + failure.getMessage(),
                            failure);
        };
    }

    static IndexInputException truncated(String input, String what) {
        return new IndexInputException(Reason.TRUNCATED, input, what);
    }

    static IndexInputException malformed(String input, String what) {
        return new IndexInputException(Reason.MALFORMED, input, what);
    }

    static IndexInputException unsupported(String input, String what) {
        return new IndexInputException(Reason.UNSUPPORTED, input, what);
    }
}
