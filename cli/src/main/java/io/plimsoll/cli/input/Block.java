package io.plimsoll.cli.input;

import io.plimsoll.cli.input.source.InputFile;
import io.plimsoll.memory.segment.MemorySegment;

/**
 * A buffer of input, filled and emptied again and again by one thread.
 *
 * <p>Its content starts at {@link #address} and ends at {@link #end}: whole records, of which the
 * last of a file may lack its newline; or, of a record that fits in no block, a part.
 */
public final class Block {

    private final MemorySegment memory;
    private long end;
    private InputFile file;
    private int fileIndex;
    private long number;
    private long sequence;

    Block(MemorySegment memory, InputFile file) {
        this.memory = memory;
        this.file = file;
        this.end = memory.getAddress();
    }

    /** Where its content starts. */
    public long address() {
        return memory.getAddress();
    }

    /** Where its content ends. */
    public long end() {
        return end;
    }

    /** The input that its content is from. */
    public InputFile file() {
        return file;
    }

    /** That input's place among all inputs, from 0. */
    public int fileIndex() {
        return fileIndex;
    }

    /** The block's place among those of all inputs, from 0. */
    public long number() {
        return number;
    }

    /** The place of the content's first byte among those of all inputs. */
    public long sequence() {
        return sequence;
    }

    int capacityBytes() {
        return memory.size();
    }

    MemorySegment memory() {
        return memory;
    }

    void setPlace(InputFile placeFile, int placeFileIndex, long placeNumber, long placeSequence) {
        file = placeFile;
        fileIndex = placeFileIndex;
        number = placeNumber;
        sequence = placeSequence;
    }

    void setEnd(long contentEnd) {
        end = contentEnd;
    }
}
