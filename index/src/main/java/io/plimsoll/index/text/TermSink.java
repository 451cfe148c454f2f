package io.plimsoll.index.text;

import java.io.IOException;

/** Takes terms one by one. */
public interface TermSink {

    /**
     * Takes one occurrence of a term.
     *
     * @param address the term in UTF-8, followed by eight zero bytes; valid during the call only
     * @param lengthBytes from 1 to {@link Tokenizer#MAX_TERM_BYTES}
     */
    void term(long address, int lengthBytes) throws IOException;
}
