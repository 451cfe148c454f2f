package io.plimsoll.index.source;

import io.plimsoll.index.IndexInputException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * One input that can be opened once, then must be released.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class Document {

    /** Opens the content; what it throws may be any I/O error. */
    interface Opener {
        ReadableByteChannel open() throws IOException;
    }

    /** Gives back what the document keeps open behind it. */
    interface Releaser {
        void release() throws IOException;
    }

    private final String name;
    private final long expectedBytes;
    private final Opener opener;
    private final Releaser releaser;

    Document(String name, long expectedBytes, Opener opener, Releaser releaser) {
        this.name = name;
        this.expectedBytes = expectedBytes;
        this.opener = opener;
        this.releaser = releaser;
    }

    public String name() {
        return name;
    }

    /** About how many bytes the content has; a hint for sharing out work, not a promise. */
    public long expectedBytes() {
        return expectedBytes;
    }

    /** Opens the content from its beginning; the caller closes the channel. */
    public ReadableByteChannel open() throws IOException {
        try {
            return new DocumentChannel(name, opener.open());
        } catch (IOException failure) {
            throw IndexInputException.of(name, failure);
        }
    }

    /** Gives the document back, opened or not; to be called once. */
    public void release() throws IOException {
        releaser.release();
    }
}
