package io.plimsoll.index.source;

import io.plimsoll.index.format.ByteBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A listed file as a byte string whose unsigned order is the order of reading: by input, then by
 * path, one name after the other.
 *
 * <pre>
 * 0        4
 * +--------+------+---+------+---+---+--------+-------------------+
 * | input  | name | 0 | name | 0 | 0 | size   | URI, if needed    |
 * +--------+------+---+------+---+---+--------+-------------------+
 *   big-      names below the input's      8, big-endian
 *   endian    folder, in UTF-8
 * </pre>
 *
 * <p>A name that is not valid in the platform's encoding does not survive as text; such a file is
 * found again by its URI, which keeps the bytes.
 *
 * <p>Thread rule: one thread.
 */
final class FileRecord {

    private static final int FIRST_NAME_OFFSET = Integer.BYTES;

    private final ByteBuilder record = new ByteBuilder(512);

    byte[] bytes() {
        return record.array();
    }

    /** Starts the record of an input itself. */
    void start(int inputIndex) {
        record.clear();
        putBigEndian(inputIndex, Integer.BYTES);
    }

    /** Goes down to a child of the current folder; returns what {@link #pop} wants. */
    int push(Path child) {
        int mark = record.length();
        byte[] name = child.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        record.putBytes(name, 0, name.length);
        record.putByte(0);
        return mark;
    }

    void pop(int mark) {
        record.truncate(mark);
    }

    /** Completes the record in place, for a copy to be taken, and returns its length. */
    int finish(long sizeBytes, Path path) {
        int mark = record.length();
        record.putByte(0);
        putBigEndian(sizeBytes, Long.BYTES);
        if (mark > FIRST_NAME_OFFSET && !Path.of(path.toString()).equals(path)) {
            byte[] uri = path.toUri().toString().getBytes(StandardCharsets.US_ASCII);
            record.putBytes(uri, 0, uri.length);
        }
        int length = record.length();
        record.truncate(mark);
        return length;
    }

    private void putBigEndian(long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            record.putByte((int) (value >>> shift));
        }
    }

    static int inputIndex(byte[] record) {
        return (int) bigEndian(record, 0, Integer.BYTES);
    }

    /** What a record says of the file. */
    static FileEntry decode(byte[] record, int length, List<Input> inputs) {
        Input input = inputs.get(inputIndex(record));
        int at = FIRST_NAME_OFFSET;
        int names = at;
        while (record[at] != 0) {
            while (record[at] != 0) {
                at++;
            }
            at++;
        }
        long sizeBytes = bigEndian(record, at + 1, Long.BYTES);
        int uri = at + 1 + Long.BYTES;
        return switch (input) {
            case Input.OfStream stream -> new FileEntry(stream.name(), Path.of(""), sizeBytes);
            case Input.OfPath(Path base) -> {
                Path path = base;
                if (uri < length) {
                    path = Path.of(URI.create(text(record, uri, length)));
                } else if (at > names) {
                    path = base.resolve(text(record, names, at - 1).replace('\0', '/'));
                }
                yield new FileEntry(path.toString(), path, sizeBytes);
            }
        };
    }

    private static String text(byte[] record, int from, int to) {
        return new String(record, from, to - from, StandardCharsets.UTF_8);
    }

    private static long bigEndian(byte[] source, int offset, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | (source[offset + i] & 0xFF);
        }
        return value;
    }
}
