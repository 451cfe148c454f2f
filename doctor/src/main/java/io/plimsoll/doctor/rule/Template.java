package io.plimsoll.doctor.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Text with values in it: <code>${name}</code> is a text or number as it is, <code>${expression}
 * </code> a number, <code>${expression|size}</code> a setting in whole mebibytes, rounded up
 * (182m), <code>${expression|about}</code> a size for people (1.4 GiB), <code>${expression|percent}
 * </code> a share.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Template {

    private static final double MEBIBYTE = 1 << 20;
    private static final double GIBIBYTE = 1 << 30;

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException if what stands in braces is no expression
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        int position = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", position)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                throw new IllegalArgumentException("text='%s' (a brace is open)".formatted(text));
            }
            parts.add(new Text(text.substring(position, start)));
            parts.add(hole(text.substring(start + 2, end)));
            position = end + 1;
        }
        parts.add(new Text(text.substring(position)));
        return new Template(parts);
    }

    private static Part hole(String text) {
        int bar = text.indexOf('|');
        Expression expression = Expression.parse(bar < 0 ? text : text.substring(0, bar));
        String format = bar < 0 ? "plain" : text.substring(bar + 1).strip();
        try {
            return new Hole(expression, Format.valueOf(format.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "format='%s' (expected size, mebi, about or percent)".formatted(format),
                    unknown);
        }
    }

    /** Returns the text; null if a value in it is unknown. */
    public @Nullable String render(Values values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            String rendered = part.render(values);
            if (rendered == null) {
                return null;
            }
            text.append(rendered);
        }
        return text.toString();
    }

    /** Returns the names in it. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof Hole(Expression expression, Format _)) {
                names.addAll(expression.names());
            }
        }
        return names;
    }

    private enum Format {
        PLAIN,
        SIZE,
        MEBI,
        ABOUT,
        PERCENT;

        String show(double number) {
            return switch (this) {
                case PLAIN -> Values.shown(number);
                case SIZE -> (long) Math.ceil(number / MEBIBYTE) + "m";
                case MEBI -> (long) Math.ceil(number / MEBIBYTE) + "Mi";
                case PERCENT -> Math.round(number * 100) + " %";
                case ABOUT -> about(number);
            };
        }

        private static String about(double number) {
            if (number >= GIBIBYTE) {
                return String.format(Locale.ROOT, "%.1f GiB", number / GIBIBYTE);
            }
            return number >= MEBIBYTE
                    ? String.format(Locale.ROOT, "%.1f MiB", number / MEBIBYTE)
                    : Values.shown(number) + " bytes";
        }
    }

    private sealed interface Part {
        @Nullable String render(Values values);
    }

    private record Text(String text) implements Part {
        @Override
        public String render(Values values) {
            return text;
        }
    }

    private record Hole(Expression expression, Format format) implements Part {
        @Override
        public @Nullable String render(Values values) {
            double number = expression.value(values);
            if (!Double.isNaN(number) && format != Format.PLAIN) {
                return format.show(number);
            }
            String text = values.text(expression.toString().strip());
            if (text != null) {
                return text;
            }
            return Double.isNaN(number) ? null : format.show(number);
        }
    }
}
