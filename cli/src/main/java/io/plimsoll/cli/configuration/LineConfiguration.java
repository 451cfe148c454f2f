package io.plimsoll.cli.configuration;

/**
 * Reads {@code flink-conf.yaml}: a key, a colon, a blank and a value on each line; {@code #} begins
 * a comment wherever it stands; of a key that is there twice the last one holds. Flink skips other
 * lines, and so does this, with a note.
 */
final class LineConfiguration {

    private static final String SEPARATOR = ": ";

    private LineConfiguration() {}

    static void read(String text, String name, Settings settings) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int comment = line.indexOf('#');
            String content = (comment < 0 ? line : line.substring(0, comment)).trim();
            if (content.isEmpty()) {
                continue;
            }
            int separator = content.indexOf(SEPARATOR);
            String key = separator < 0 ? "" : content.substring(0, separator).trim();
            String value =
                    separator < 0 ? "" : content.substring(separator + SEPARATOR.length()).trim();
            String place = name + ":" + number;
            if (key.isEmpty() || value.isEmpty()) {
                settings.note(
                        "%s: '%s' is skipped (expected 'key: value')".formatted(place, content));
            } else {
                settings.put(key, value, place);
            }
        }
    }
}
