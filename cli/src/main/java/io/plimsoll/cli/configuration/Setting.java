package io.plimsoll.cli.configuration;

/**
 * An option.
 *
 * @param key its key
 * @param value what it says
 * @param origin where that comes from
 */
public record Setting(String key, String value, String origin) {

    @Override
    public String toString() {
        return "%s=%s (%s)".formatted(key, value, origin);
    }
}
