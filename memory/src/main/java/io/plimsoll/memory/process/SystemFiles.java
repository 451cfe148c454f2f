package io.plimsoll.memory.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Small files of the kernel's, below a root.
 *
 * @param root what stands for {@code /}
 */
record SystemFiles(Path root) {

    /** The most digits that a long surely holds; version 1 says "none" with one more. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** From here on a number is another way to say "none". */
    private static final long UNLIMITED_BYTES = 1L << 60;

    /** The lines of a file; none if it cannot be read. */
    List<String> lines(String path) {
        try {
            return Files.readAllLines(resolve(path), ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The number that a file consists of; absent if it is none, or stands for "no limit". */
    OptionalLong limitBytes(String path) {
        List<String> lines = lines(path);
        return lines.isEmpty() ? OptionalLong.empty() : limitBytesIn(lines.get(0).trim());
    }

    static OptionalLong limitBytesIn(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        long bytes = Long.parseLong(text);
        return bytes >= UNLIMITED_BYTES ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** The number after a name, as in {@code MemTotal: 123 kB}; absent if there is none. */
    OptionalLong field(String path, String name) {
        for (String line : lines(path)) {
            String[] words = line.trim().split("\\s+");
            if (words.length >= 2 && words[0].equals(name)) {
                return limitBytesIn(words[1]);
            }
        }
        return OptionalLong.empty();
    }

    boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    Path resolve(String path) {
        return root.resolve(path.substring(1));
    }
}
