package io.plimsoll.benchmarks.micro.jmh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what JMH writes with {@code -rf json}. */
final class JmhResults {

    private JmhResults() {}

    /**
     * Reads the scores of one virtual machine for each benchmark.
     *
     * <p>Of the times the least is taken: other programs on the machine only ever add to it.
     *
     * @throws IOException if it is not what JMH writes
     */
    static List<Score> read(String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            List<Score> scores = new ArrayList<>();
            for (Object result : list(value(json))) {
                scores.add(score(map(result)));
            }
            return scores;
        }
    }

    private static Score score(Map<?, ?> result) throws IOException {
        String[] names = string(result, "benchmark").split("\\.");
        String simpleName = names[names.length - 2];
        Library library =
                Library.ofClass(simpleName)
                        .orElseThrow(
                                () -> new IOException("class=" + simpleName + " of no library"));
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put(Metric.TIME, least(map(result.get("primaryMetric"))));
        for (Map.Entry<?, ?> metric : map(result.get("secondaryMetrics")).entrySet()) {
            metrics.put(
                    String.valueOf(metric.getKey()), number(map(metric.getValue()).get("score")));
        }
        Map<String, String> parameters = new TreeMap<>();
        if (result.containsKey("params")) {
            map(result.get("params"))
                    .forEach((name, value) ->
                            parameters.put(String.valueOf(name), String.valueOf(value)));
        }
        int threads = (int) number(result.get("threads"));
        return new Score(library, names[names.length - 1], parameters, threads, metrics);
    }

    private static double least(Map<?, ?> metric) throws IOException {
        double least = Double.POSITIVE_INFINITY;
        for (Object fork : list(metric.get("rawData"))) {
            for (Object iteration : list(fork)) {
                least = Math.min(least, number(iteration));
            }
        }
        return least;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, value(json));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(json));
                }
                yield values;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case null -> throw new IOException("JMH wrote no results");
            default -> json.getText();
        };
    }

    private static String string(Map<?, ?> fields, String name) {
        return String.valueOf(fields.get(name));
    }

    private static Map<?, ?> map(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            return fields;
        }
        throw new IOException("value=" + value + " (expected an object of JMH's)");
    }

    private static List<?> list(@Nullable Object value) throws IOException {
        if (value instanceof List<?> values) {
            return values;
        }
        throw new IOException("value=" + value + " (expected an array of JMH's)");
    }

    /** JMH writes {@code "NaN"} for what it can't tell. */
    private static double number(@Nullable Object value) {
        return value instanceof Double known ? known : Double.NaN;
    }
}
