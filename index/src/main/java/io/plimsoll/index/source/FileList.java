package io.plimsoll.index.source;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.IndexWriteException;
import io.plimsoll.index.format.ByteBuilder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The files of a build in the order of reading, kept on disk while the build reads them.
 *
 * <pre>
 * +--------+-------------+--------+-------------+-----+----+--------+
 * | length | FileRecord  | length | FileRecord  | ... | -1 | crc32c |       big-endian
 * +--------+-------------+--------+-------------+-----+----+--------+
 * </pre>
 */
final class FileList {

    private static final int END = -1;
    private static final int BUFFER_BYTES = 8 << 10;

    private FileList() {}

    /** Writes the list. Thread rule: one thread. */
    static final class Writer implements AutoCloseable {

        private final Path file;
        private final CRC32C crc = new CRC32C();
        private final DataOutputStream out;

        Writer(Path file) throws IndexException {
            this.file = file;
            try {
                OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                out =
                        new DataOutputStream(
                                new CheckedOutputStream(
                                        new BufferedOutputStream(stream, BUFFER_BYTES), crc));
            } catch (IOException failure) {
                throw IndexWriteException.of(file, failure);
            }
        }

        void add(byte[] record, int length) throws IndexException {
            try {
                out.writeInt(length);
                out.write(record, 0, length);
            } catch (IOException failure) {
                throw IndexWriteException.of(file, failure);
            }
        }

        /** Completes the list; without it the list can't be read. */
        void finish() throws IndexException {
            try {
                out.writeInt(END);
                out.writeInt((int) crc.getValue());
                out.flush();
            } catch (IOException failure) {
                throw IndexWriteException.of(file, failure);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads the list. Thread rule: one thread at a time. */
    static final class Reader implements AutoCloseable {

        private final CRC32C crc = new CRC32C();
        private final DataInputStream in;
        private byte[] bytes = new byte[512];
        private boolean ended;

        Reader(Path file) throws IOException {
            in =
                    new DataInputStream(
                            new CheckedInputStream(
                                    new BufferedInputStream(
                                            Files.newInputStream(file), BUFFER_BYTES),
                                    crc));
        }

        /** Reads the next record, or says false at the end. */
        boolean next(ByteBuilder record) throws IOException {
            if (ended) {
                return false;
            }
            int length = in.readInt();
            if (length == END) {
                int expected = (int) crc.getValue();
                if (in.readInt() != expected) {
                    throw new IOException("the list of files was damaged while it was in use");
                }
                ended = true;
                return false;
            }
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            in.readFully(bytes, 0, length);
            record.clear();
            record.putBytes(bytes, 0, length);
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
