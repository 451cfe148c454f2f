package io.plimsoll.cli.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A configuration file of Flink's: {@code flink-conf.yaml} holds lines, which versions before 2.0
 * read; any other is YAML, nested or flat.
 */
public final class ConfigurationFile {

    /** No configuration is as long; a mistyped path may be. */
    private static final long MAX_BYTES = 16 << 20;

    /** The name of the file of lines. */
    public static final String LINES = "flink-conf.yaml";

    private ConfigurationFile() {}

    /** Adds a file's options to settings. */
    public static void read(Path file, Settings settings) throws IOException {
        String text = text(file);
        if (isOfLines(file)) {
            LineConfiguration.read(text, file.toString(), settings);
        } else {
            YamlConfiguration.read(text, file.toString(), settings);
        }
    }

    /** Returns whether a file is one of lines, by its name. */
    public static boolean isOfLines(Path file) {
        return String.valueOf(file.getFileName()).equals(LINES);
    }

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder (expected a file such as config.yaml)");
        }
        try {
            long bytes = Files.size(file);
            if (Files.isRegularFile(file) && bytes > MAX_BYTES) {
                throw new IOException(
                        "%s: %d bytes (expected a configuration, at most %d)"
                                .formatted(file, bytes, MAX_BYTES));
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": no such file", missing);
        } catch (java.nio.charset.CharacterCodingException notText) {
            throw new IOException(file + ": is not UTF-8 text", notText);
        }
    }
}
