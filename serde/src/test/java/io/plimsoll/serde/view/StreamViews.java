package io.plimsoll.serde.view;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Views over the JDK's data streams: a model for the others, with all defaults of the interfaces.
 */
final class StreamViews {

    private StreamViews() {}

    static final class Output extends DataOutputStream implements DataOutputView {

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void skipBytesToWrite(int numBytes) throws IOException {
            write(new byte[numBytes]);
        }

        @Override
        public void write(DataInputView source, int numBytes) throws IOException {
            write(source.readBytes(numBytes));
        }
    }

    static final class Input extends DataInputStream implements DataInputView {

        Input(InputStream in) {
            super(in);
        }

        @Override
        public void skipBytesToRead(int numBytes) throws IOException {
            if (skipBytes(numBytes) < numBytes) {
                throw new EOFException();
            }
        }
    }
}
