package io.plimsoll.spill.codec;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.Decompressor;
import java.lang.foreign.MemorySegment;

/** A codec of aircompressor. */
final class LibraryCodec implements BlockCodec {

    private final Codec codec;
    private final Compressor compressor;
    private final Decompressor decompressor;

    LibraryCodec(Codec codec, Compressor compressor, Decompressor decompressor) {
        this.codec = codec;
        this.compressor = compressor;
        this.decompressor = decompressor;
    }

    @Override
    public int compress(MemorySegment source, MemorySegment target) {
        return compressor.compress(source, target);
    }

    @Override
    public void decompress(MemorySegment source, MemorySegment target)
            throws MalformedBlockException {
        int bytes;
        try {
            bytes = decompressor.decompress(source, target);
        } catch (RuntimeException e) {
            throw new MalformedBlockException("malformed " + codec + " block", e);
        }
        if (bytes != target.byteSize()) {
            throw new MalformedBlockException(
                    "%s block bytes=%d (expected %d)".formatted(codec, bytes, target.byteSize()),
                    null);
        }
    }
}
