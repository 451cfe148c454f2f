package io.plimsoll.doctor.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of advice.
 *
 * @param say what it says
 * @param when when it is said; null for always
 * @param otherwise what is said if numbers for it are unknown; null for nothing
 */
public record Advice(Template say, @Nullable Expression when, @Nullable Template otherwise) {

    /** Returns the lines that apply, with their numbers. */
    public static List<String> render(List<Advice> advice, Values values) {
        return advice.stream().flatMap(line -> line.lines(values).stream()).toList();
    }

    private List<String> lines(Values values) {
        if (when != null && !when.holds(values)) {
            return List.of();
        }
        String text = say.render(values);
        if (text == null && otherwise != null) {
            text = otherwise.render(values);
        }
        return text == null ? List.of() : List.of(text);
    }
}
