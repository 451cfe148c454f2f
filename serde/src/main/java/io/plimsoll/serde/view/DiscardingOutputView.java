package io.plimsoll.serde.view;

import java.io.IOException;
import java.util.Objects;

/**
 * An output that keeps nothing. What is copied to it is skipped in its source.
 *
 * <p>Thread rule: any number of threads.
 */
public final class DiscardingOutputView implements DataOutputView {

    /** The only one there has to be. */
    public static final DiscardingOutputView INSTANCE = new DiscardingOutputView();

    private DiscardingOutputView() {}

    @Override
    public void write(DataInputView source, int numBytes) throws IOException {
        source.skipBytesToRead(numBytes);
    }

    @Override
    public void skipBytesToWrite(int numBytes) {}

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b) {}

    @Override
    public void write(byte[] b, int off, int len) {
        Objects.checkFromIndexSize(off, len, b.length);
    }

    @Override
    public void writeBoolean(boolean v) {}

    @Override
    public void writeByte(int v) {}

    @Override
    public void writeShort(int v) {}

    @Override
    public void writeChar(int v) {}

    @Override
    public void writeInt(int v) {}

    @Override
    public void writeLong(long v) {}

    @Override
    public void writeFloat(float v) {}

    @Override
    public void writeDouble(double v) {}

    @Override
    public void writeBytes(String s) {}

    @Override
    public void writeChars(String s) {}

    @Override
    public void writeUTF(String s) {}

    @Override
    public void writeVarInt(int value) {}

    @Override
    public void writeVarLong(long value) {}

    @Override
    public void writeString(String value) {}
}
