package io.plimsoll.serde.view;

/** An input that can be read from any position. */
public interface SeekableDataInputView extends DataInputView {

    /**
     * Moves to a position.
     *
     * @param position the next byte to read, 0 to the length of the input
     * @throws IllegalArgumentException if it is outside
     */
    void setReadPosition(long position);
}
