package io.plimsoll.cli.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.plimsoll.index.search.Query;
import io.plimsoll.index.search.SearchHit;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Prints what a search found, hit by hit. For one thread. */
sealed interface HitPrinter extends AutoCloseable {

    /** Prints as lines or as JSON. */
    static HitPrinter open(OutputStream out, boolean json, Query query) throws IOException {
        return json ? new JsonHits(out, query) : new LineHits(out);
    }

    /** Comes first. */
    void start(long total) throws IOException;

    void print(SearchHit hit) throws IOException;

    /** Prints what has not been printed yet. */
    @Override
    void close() throws IOException;

    /** Lines of a frequency, a tab and a name. */
    final class LineHits implements HitPrinter {

        private final Writer lines;

        LineHits(OutputStream out) {
            this.lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        }

        @Override
        public void start(long total) {}

        @Override
        public void print(SearchHit hit) throws IOException {
            lines.write(hit.frequency() + "\t" + hit.document() + "\n");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** One object: schemaVersion, terms, total, hits. */
    final class JsonHits implements HitPrinter {

        /** Rises when a field changes its meaning or goes away. */
        private static final int SCHEMA_VERSION = 1;

        private final JsonGenerator json;

        JsonHits(OutputStream out, Query query) throws IOException {
            this.json = new JsonFactory().createGenerator(out);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeArrayFieldStart("terms");
            for (String term : query.terms()) {
                json.writeString(term);
            }
            json.writeEndArray();
        }

        @Override
        public void start(long total) throws IOException {
            json.writeNumberField("total", total);
            json.writeArrayFieldStart("hits");
        }

        @Override
        public void print(SearchHit hit) throws IOException {
            json.writeStartObject();
            json.writeStringField("document", hit.document());
            json.writeNumberField("frequency", hit.frequency());
            json.writeNumberField("score", hit.score());
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
