package io.plimsoll.cli.lint;

import io.plimsoll.cli.doctor.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text that is to be linted, as a user names it. */
final class LintFile {

    /** No manifest is as long; a mistyped path may be. */
    private static final int MAX_BYTES = 16 << 20;

    private LintFile() {}

    /**
     * Reads a text.
     *
     * @throws IOException if that can't be, or if it is none, with a message that names it
     */
    static String text(String file) throws IOException {
        String name = LogFile.nameOf(file);
        byte[] bytes;
        try (InputStream in = LogFile.open(file)) {
            bytes = read(in, name);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(
                    "%s: is too long (expected at most %d bytes)".formatted(name, MAX_BYTES));
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            }
        } catch (CharacterCodingException notText) {
            throw new IOException(name + ": is not UTF-8 text", notText);
        }
        throw new IOException(name + ": is a binary file (expected UTF-8 text)");
    }

    private static byte[] read(InputStream in, String name) throws IOException {
        try {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException failed) {
            throw new IOException("%s: %s".formatted(name, failed.getMessage()), failed);
        }
    }
}
