package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.rest.Fields;
import io.plimsoll.doctor.rest.JsonAnswer;
import io.plimsoll.doctor.rest.RestClient;
import io.plimsoll.doctor.rest.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a JobManager; what it doesn't answer is noted, and counts as nothing. For one thread. */
final class Questions {

    /** A server that fails at everything would fill pages. */
    private static final int MAX_NOTES = 20;

    private final RestClient client;
    private final List<String> notes = new ArrayList<>();
    private int silent;

    Questions(RestClient client) {
        this.client = client;
    }

    /** Returns an object; null if there is none. */
    @Nullable Fields object(String... path) {
        try {
            return JsonAnswer.object(name(path), client.get(path));
        } catch (IOException failed) {
            note(failed);
            return null;
        }
    }

    /** Hands on the elements of a list, and returns what is beside it; null if it broke off. */
    @Nullable Fields list(String list, Consumer<Fields> element, String... path) {
        try {
            return JsonAnswer.list(name(path), client.get(path), list, element);
        } catch (IOException failed) {
            note(failed);
            return null;
        }
    }

    /** Returns metrics by name: an empty map if there are none yet. */
    Map<String, String> metrics(String query, String... path) {
        Map<String, String> metrics = new TreeMap<>();
        try {
            JsonAnswer.list(
                    name(path),
                    client.getWith(query, path),
                    "",
                    fields -> metrics.put(fields.text("id"), fields.text("value")));
        } catch (IOException failed) {
            note(failed);
        }
        return metrics;
    }

    void note(IOException failed) {
        note(String.valueOf(failed.getMessage()));
    }

    void note(String note) {
        if (notes.size() < MAX_NOTES) {
            notes.add(note);
        } else {
            silent++;
        }
    }

    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (silent > 0) {
            all.add("%d more questions were not answered".formatted(silent));
        }
        return all;
    }

    private String name(String... path) {
        return client.address().base() + "/" + String.join("/", path);
    }

    /**
     * Returns an object without which there is nothing to say.
     *
     * @throws RestException if it can't be had
     */
    Fields required(String... path) throws IOException {
        return JsonAnswer.object(name(path), client.get(path));
    }
}
