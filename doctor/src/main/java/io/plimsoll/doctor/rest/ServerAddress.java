package io.plimsoll.doctor.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a server is, and what it is told with each request.
 *
 * @param base the address, without user and without a slash at its end
 * @param headers fields of each request: Authorization, say
 */
public record ServerAddress(String base, List<Header> headers) {

    /** What the platform's client sets itself, and refuses to be told. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /**
     * A field of a request.
     *
     * @param name its name
     * @param value its value
     */
    public record Header(String name, String value) {

        /**
         * Reads a field as it stands in a request: {@code Name: value}.
         *
         * @throws IllegalArgumentException if it is none, or one that can't be set
         */
        public static Header parse(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text.strip() : text.substring(0, colon).strip();
            String value = colon < 0 ? "" : text.substring(colon + 1).strip();
            boolean printable = value.chars().allMatch(c -> c >= ' ' && c != 0x7f && c < 0x100);
            if (colon < 0 || !name.matches(TOKEN) || value.isEmpty() || !printable) {
                throw new IllegalArgumentException(
                        "header '%s…' (expected NAME: VALUE, on one line)".formatted(name));
            }
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "header '%s' (expected one that is not the client's own)".formatted(name));
            }
            return new Header(name, value);
        }

        /** Its value may be a password. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** Keeps a copy of the list. */
    public ServerAddress {
        headers = List.copyOf(headers);
    }

    /**
     * Reads an address: a URL with or without user and password and with or without a path, or just
     * {@code host:port}.
     *
     * @param text the address
     * @param more fields of each request; they count more than the user in the address
     * @throws IllegalArgumentException if it is none
     */
    public static ServerAddress parse(String text, List<Header> more) {
        URI uri = uri(text);
        List<Header> headers = new ArrayList<>();
        String user = uri.getRawUserInfo();
        boolean authorized =
                more.stream().anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
        if (user != null && !authorized) {
            headers.add(new Header("Authorization", basic(user)));
        }
        headers.addAll(more);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return new ServerAddress(scheme + "://" + uri.getHost() + port + path, headers);
    }

    private static URI uri(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        URI uri;
        try {
            uri = new URI(full.strip());
        } catch (URISyntaxException broken) {
            throw wrong(text);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean known = scheme.equals("http") || scheme.equals("https");
        // A page of Flink's own interface has its place behind '#': the server is before it.
        if (!known
                || uri.getHost() == null
                || uri.getPort() > 0xffff
                || uri.getRawQuery() != null) {
            throw wrong(text);
        }
        return uri;
    }

    private static IllegalArgumentException wrong(String text) {
        String shown = text.replaceAll("//[^/@]*@", "//…@");
        return new IllegalArgumentException(
                "'%s' (expected the address of a JobManager: http://host:8081, say)"
                        .formatted(shown));
    }

    private static String basic(String rawUser) {
        // A plus is a plus here, unlike in forms.
        String user = URLDecoder.decode(rawUser.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the address of something on the server; parts of the path may have any characters.
     */
    URI resolve(String... parts) {
        StringBuilder path = new StringBuilder(base);
        for (String part : parts) {
            path.append('/')
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return URI.create(path.toString());
    }
}
