package io.plimsoll.doctor.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Reads the answers to {@code VM.info}, {@code VM.flags}, {@code VM.metaspace} and {@code
 * VM.native_memory}, one after the other, in any order and with anything between them. For one
 * thread.
 */
public final class AnswerReader {

    /** Lines that tell something are short. */
    private static final int MAX_LINE = 1000;

    private AnswerReader() {}

    /**
     * Reads to the end; what is not understood is skipped.
     *
     * @throws IOException if the stream fails
     */
    public static JvmReport read(InputStream in) throws IOException {
        ReportBuilder report = new ReportBuilder();
        HeapLines heap = new HeapLines(report);
        AddressLines addresses = new AddressLines(report);
        SizeLines sizes = new SizeLines(report);
        TrackingLines tracking = new TrackingLines(report);
        Reader text = new InputStreamReader(in, StandardCharsets.ISO_8859_1);
        char[] buffer = new char[1 << 16];
        StringBuilder line = new StringBuilder();
        for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
            for (int i = 0; i < read; i++) {
                char c = buffer[i];
                if (c != '\n') {
                    if (line.length() < MAX_LINE) {
                        line.append(c);
                    }
                    continue;
                }
                take(line.toString(), heap, addresses, sizes, tracking);
                line.setLength(0);
            }
        }
        take(line.toString(), heap, addresses, sizes, tracking);
        tracking.end();
        return report.build();
    }

    private static void take(
            String line,
            HeapLines heap,
            AddressLines addresses,
            SizeLines sizes,
            TrackingLines tracking) {
        heap.line(line);
        addresses.line(line);
        sizes.line(line);
        tracking.line(line);
    }
}
