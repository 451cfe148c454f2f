package io.plimsoll.index.record;

import java.io.IOException;

public interface RecordSorter extends AutoCloseable {
    interface Writer {
        void add(byte[] source, int offset, int length) throws IOException;
    }

    interface Cursor {
        boolean next() throws IOException;

        int length();

        void copyTo(byte[] target, int offset);
    }

    interface Factory {
        RecordSorter create(int writers);
    }

    Writer newWriter() throws IOException;

    Cursor finish() throws IOException;

    @Override
    void close();
}
