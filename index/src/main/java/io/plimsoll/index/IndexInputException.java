package io.plimsoll.index;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** An input cannot be read to its end as what it claims to be; says which one and why. */
public final class IndexInputException extends IndexException {

    private static final long serialVersionUID = 1L;

    /** What was wrong with the input. */
    public enum Reason {
        /** There is no such file. */
        MISSING,
        /** The file exists but cannot be opened or read. */
        UNREADABLE,
        /** The file ends before its format says that it does. */
        TRUNCATED,
        /** The bytes are not of the format that the name promises, or fail its checksum. */
        MALFORMED,
        /** The format is right but uses a feature (encryption, method) that is not supported. */
        UNSUPPORTED
    }

    private final Reason reason;
    private final String input;

    /**
     * @param input name of the file, or {@code archive.zip!/entry}
     * @param what one phrase that completes "input: ..."
     */
    public IndexInputException(
            Reason reason, String input, String what, @Nullable Throwable cause) {
        super(input + ": " + what, cause);
        this.reason = reason;
        this.input = input;
    }

    /** The error to throw when opening or reading an input failed so. */
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

    public static IndexInputException truncated(String input, String what) {
        return new IndexInputException(Reason.TRUNCATED, input, what, null);
    }

    public static IndexInputException malformed(String input, String what) {
        return new IndexInputException(Reason.MALFORMED, input, what, null);
    }

    public static IndexInputException unsupported(String input, String what) {
        return new IndexInputException(Reason.UNSUPPORTED, input, what, null);
    }

    public Reason reason() {
        return reason;
    }

    public String input() {
        return input;
    }
}
