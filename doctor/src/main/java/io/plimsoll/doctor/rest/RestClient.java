package io.plimsoll.doctor.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Asks one server. For one thread. */
public final class RestClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_REFUSAL = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** What is shown of an answer that says what is wrong. */
    private static final int MAX_REASON_BYTES = 4 << 10;

    private static final int MAX_REASON = 160;

    private final ServerAddress address;
    private final int timeoutSeconds;
    private final HttpClient client;

    /**
     * Prepares to ask.
     *
     * @param address where the server is
     * @param timeoutSeconds how long to wait for a connection, and for the next bytes
     */
    public RestClient(ServerAddress address, int timeoutSeconds) {
        this.address = address;
        this.timeoutSeconds = timeoutSeconds;
        // What is sent may be a password: it goes nowhere but where the user said.
        this.client =
                HttpClient.newBuilder()
                        .version(Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(timeoutSeconds))
                        .build();
    }

    /** Returns where the server is. */
    public ServerAddress address() {
        return address;
    }

    /**
     * Asks for something and returns what the server answers, as it comes. The caller closes it.
     *
     * @param path the parts of the path, which may have any characters
     * @throws RestException if the server does not answer, or not with it
     */
    public InputStream get(String... path) throws RestException {
        return get(address.resolve(path));
    }

    /**
     * As {@link #get(String...)}, with a query.
     *
     * @param query what follows the question mark, encoded
     */
    public InputStream getWith(String query, String... path) throws RestException {
        return get(URI.create(address.resolve(path) + "?" + query));
    }

    private InputStream get(URI uri) throws RestException {
        Answer answer = new Answer(uri.toString(), timeoutSeconds);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(timeoutSeconds))
                        .header("Accept", "application/json, text/plain, */*");
        address.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.GET().build(), _ -> answer);
        } catch (IOException failed) {
            answer.close();
            throw new RestException(uri + ": " + reason(uri, failed), failed);
        } catch (InterruptedException interrupted) {
            answer.close();
            Thread.currentThread().interrupt();
            throw new RestException(uri + ": interrupted", interrupted);
        }
        if (response.statusCode() == OK) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw new RestException(
                    uri + ": " + refusal(response.statusCode(), response.headers(), body),
                    response.statusCode());
        } catch (RestException refused) {
            throw refused;
        } catch (IOException closed) {
            throw new RestException(uri + ": the answer broke off", closed);
        }
    }

    private String reason(URI uri, IOException failed) {
        Throwable root = failed;
        for (int depth = 0; root.getCause() != null && depth < MAX_REASON; depth++) {
            if (root instanceof SSLException || root instanceof UnresolvedAddressException) {
                break;
            }
            root = root.getCause();
        }
        if (failed instanceof HttpConnectTimeoutException) {
            return "no connection within %d seconds (a firewall, or not this address?)"
                    .formatted(timeoutSeconds);
        }
        if (failed instanceof HttpTimeoutException) {
            return "no answer within %d seconds".formatted(timeoutSeconds);
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "there is no host %s".formatted(uri.getHost());
        }
        if (root instanceof SSLException) {
            return "no TLS connection: %s (http rather than https? A certificate of your own:"
                            .formatted(oneLine(String.valueOf(root.getMessage())))
                    + " PLIMSOLL_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE)";
        }
        if (failed instanceof ConnectException) {
            return "connection refused: nothing listens there";
        }
        return "the connection broke off before an answer (https rather than http?): "
                + oneLine(String.valueOf(failed.getMessage()));
    }

    private static String refusal(int status, HttpHeaders headers, InputStream body)
            throws IOException {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "status %d: wants to know who asks (http://USER:PASSWORD@HOST, or --header"
                            .formatted(status)
                    + " 'Authorization: …')";
        }
        if (status >= FIRST_REDIRECT && status < FIRST_REFUSAL) {
            return "status %d: is elsewhere, at %s (say that address; nothing is sent there unasked)"
                    .formatted(status, oneLine(headers.firstValue("Location").orElse("?")));
        }
        String text = new String(body.readNBytes(MAX_REASON_BYTES), StandardCharsets.UTF_8);
        return "status %d: %s".formatted(status, oneLine(text.isBlank() ? "no reason" : text));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
    }

    /** Ends the client; answers that are still read break off. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
