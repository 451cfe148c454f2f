package io.plimsoll.cli.input;

/** Tells where records end. A record's end is behind the newline that ends it. Any thread. */
public sealed interface RecordFraming permits LineFraming, CsvFraming {

    /** The end of the first record that starts at {@code from}, or {@code from} if it has none. */
    long firstRecordEnd(long from, long end);

    /** The end of the last whole record, the first starting at {@code from}; or {@code from}. */
    long lastRecordEnd(long from, long end);
}
