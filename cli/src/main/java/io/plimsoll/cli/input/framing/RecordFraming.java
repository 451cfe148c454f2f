package io.plimsoll.cli.input.framing;

/** Tells where records end. A record's end is behind the line end that ends it. Any thread. */
public sealed interface RecordFraming permits LineFraming, CsvFraming {

    /** Starts to look for the end of a record. */
    RecordScan newScan();

    /** The end of the last whole record, the first starting at {@code from}; or {@code from}. */
    long lastRecordEnd(long from, long end);
}
