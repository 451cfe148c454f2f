package io.plimsoll.doctor.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads JSON as it comes: of a list only one element is held at a time, and of that no more than is
 * kept of any object. For one thread.
 */
public final class JsonAnswer {

    private static final int MAX_DEPTH = 40;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_NAME = 1 << 10;

    /** A server that never ends is none that can be understood. */
    private static final long MAX_BYTES = 256L << 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_TEXT)
                                    .maxNameLength(MAX_NAME)
                                    .maxDocumentLength(MAX_BYTES)
                                    .build())
                    // Names come from a server: there may be any number of them.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();

    private final JsonParser json;
    private final String list;
    private final Consumer<Fields> element;

    private JsonAnswer(JsonParser json, String list, Consumer<Fields> element) {
        this.json = json;
        this.list = list;
        this.element = element;
    }

    /**
     * Reads an object to its end and closes the stream.
     *
     * @param what what it is, for messages
     * @throws RestException if it is no object, or not whole
     */
    public static Fields object(String what, InputStream in) throws IOException {
        return read(what, in, "", JsonToken.START_OBJECT, _ -> {});
    }

    /**
     * Reads an answer with a list in it to its end and closes the stream.
     *
     * @param what what it is, for messages
     * @param list where the list is, such as {@code exceptionHistory.entries}; empty if the answer
     *     is one
     * @param element takes each element in turn; one that is no object comes as the field {@code
     *     value}
     * @return what is beside the list
     * @throws RestException if it is no such answer, or not whole
     */
    public static Fields list(String what, InputStream in, String list, Consumer<Fields> element)
            throws IOException {
        JsonToken first = list.isEmpty() ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
        return read(what, in, list, first, element);
    }

    private static Fields read(
            String what, InputStream in, String list, JsonToken first, Consumer<Fields> element)
            throws IOException {
        Fields fields = new Fields();
        try (in;
                JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != first) {
                throw new RestException(what + ": the answer is not Flink's", 1);
            }
            JsonAnswer answer = new JsonAnswer(json, list, element);
            if (first == JsonToken.START_ARRAY) {
                answer.elements();
            } else {
                answer.members("", fields, true);
            }
        } catch (JacksonException broken) {
            throw new RestException(
                    "%s: the answer is not JSON as it should be: %s"
                            .formatted(what, broken.getOriginalMessage()),
                    broken);
        }
        return fields;
    }

    private void elements() throws IOException {
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            Fields fields = new Fields();
            if (token == JsonToken.START_OBJECT) {
                members("", fields, false);
            } else {
                value("value", token, fields, false);
            }
            element.accept(fields);
        }
    }

    /** A parser at the end of its input returns null: an answer that was cut. */
    private JsonToken next() throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new RestException("the answer ends in the middle", 1);
        }
        return token;
    }

    private void members(String prefix, Fields fields, boolean listsHere) throws IOException {
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            String name = prefix + json.currentName();
            value(name, next(), fields, listsHere);
        }
    }

    private void value(String name, JsonToken token, Fields fields, boolean listsHere)
            throws IOException {
        switch (token) {
            case START_OBJECT -> members(name + ".", fields, listsHere);
            case START_ARRAY -> {
                if (listsHere && name.equals(list)) {
                    elements();
                } else {
                    array(name, fields);
                }
            }
            case VALUE_NULL -> {
                // as if it were not there
            }
            default -> fields.put(name, json.getText());
        }
    }

    private void array(String name, Fields fields) throws IOException {
        int index = 0;
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            value(name + "." + index++, token, fields, false);
        }
    }
}
