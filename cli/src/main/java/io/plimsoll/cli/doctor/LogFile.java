package io.plimsoll.cli.doctor;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Inputs as a user names them. */
public final class LogFile {

    private static final String STANDARD_INPUT = "-";

    /** No file of rules is as long; a mistyped path may be. */
    private static final long MAX_TEXT_BYTES = 4 << 20;

    private LogFile() {}

    /**
     * Opens an input.
     *
     * @throws IOException if there is none, with a message that names it
     */
    public static InputStream open(String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new FileInputStream(FileDescriptor.in);
        }
        Path path = Path.of(file);
        requireFile(path);
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new IOException(file + ": may not be read", denied);
        }
    }

    /** Returns what an input is called in evidence. */
    public static String nameOf(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : file;
    }

    /**
     * Reads a short text.
     *
     * @throws IOException if that can't be, with a message that names it
     */
    public static String text(Path file) throws IOException {
        requireFile(file);
        try {
            if (Files.size(file) > MAX_TEXT_BYTES) {
                throw new IOException(
                        "%s: %d bytes (expected at most %d)"
                                .formatted(file, Files.size(file), MAX_TEXT_BYTES));
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": no such file", missing);
        } catch (CharacterCodingException notText) {
            throw new IOException(file + ": is not UTF-8 text", notText);
        }
    }

    private static void requireFile(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a folder (expected a file)");
        }
    }
}
