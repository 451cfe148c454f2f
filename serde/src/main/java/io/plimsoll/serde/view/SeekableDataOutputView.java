package io.plimsoll.serde.view;

/** An output that can be written at any position. */
public interface SeekableDataOutputView extends DataOutputView {

    /**
     * Moves to a position.
     *
     * @param position the next byte to write
     * @throws IllegalArgumentException if it is outside
     */
    void setWritePosition(long position);
}
