package io.plimsoll.doctor.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.doctor.rest.ServerAddress.Header;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class RestClientTest {

    private static String get(String url, Header... headers) throws IOException {
        ServerAddress address = ServerAddress.parse(url, List.of(headers));
        try (RestClient client = new RestClient(address, 1);
                InputStream in = client.get("a b", "ü/")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertFails(byte[] answer, String... says) throws IOException {
        try (FakeServer server = new FakeServer(_ -> answer)) {
            assertThatThrownBy(() -> get(server.url()))
                    .isInstanceOf(RestException.class)
                    .hasMessageStartingWith(server.url())
                    .hasMessageContainingAll(says);
        }
    }

    @Test
    void shouldAskBelowThePath_withTheUserAndFieldsOfEachRequest() throws IOException {
        try (FakeServer server = new FakeServer(_ -> FakeServer.answer(200, "yes"))) {
            String url = server.url().replace("//", "//me:p%40ss+@") + "/proxy/flink/";
            assertThat(get(url, Header.parse("X-Team: data"))).isEqualTo("yes");
            assertThat(server.requests().getFirst().lines())
                    .contains("GET /proxy/flink/a%20b/%C3%BC%2F HTTP/1.1", "X-Team: data")
                    .contains("Authorization: Basic bWU6cEBzcys=");
        }
    }

    @Test
    void shouldSendTheFieldRatherThanTheUser_whenBothSayWhoAsks() throws IOException {
        try (FakeServer server = new FakeServer(_ -> FakeServer.answer(200, "yes"))) {
            get(server.url().replace("//", "//me:p@"), Header.parse("authorization: Bearer x"));
            assertThat(server.requests().getFirst()).contains("uthorization: Bearer x");
            assertThat(server.requests().getFirst()).doesNotContain("Basic");
        }
    }

    @Test
    void shouldNameTheHost_whenThereIsNone() {
        assertThatThrownBy(() -> get("http://no.such.host.invalid:8081"))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("there is no host no.such.host.invalid");
    }

    @Test
    void shouldSayThatNothingListens_whenAConnectionIsRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> get("127.0.0.1:" + port))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("nothing listens there");
    }

    @Test
    void shouldGiveUp_whenNobodyAnswers() throws IOException {
        assertFails(new byte[0], "no answer within 1 seconds");
    }

    @Test
    void shouldGiveUp_whenAnAnswerStopsInTheMiddle() throws IOException {
        byte[] half =
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"
                        .getBytes(StandardCharsets.UTF_8);
        assertFails(half, "no more bytes for 1 seconds");
    }

    @Test
    void shouldSayWhatTheServerSays_whenItRefuses() throws IOException {
        assertFails(
                FakeServer.answer(404, "{\"errors\":\n[\"Not found: /x\"]}"),
                "status 404",
                "Not found: /x");
        assertFails(FakeServer.answer(401, "who?"), "status 401", "--header");
        assertFails(FakeServer.answer(500, ""), "status 500: no reason");
    }

    @Test
    void shouldNotFollow_whenTheServerSendsItElsewhere() throws IOException {
        byte[] moved =
                "HTTP/1.1 302 Found\r\nLocation: http://evil.invalid/\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        assertFails(moved, "is elsewhere, at http://evil.invalid/");
    }

    @Test
    void shouldSpeakOfTheProtocol_whenTheServerSpeaksAnother() throws IOException {
        assertFails(
                "SSH-2.0-OpenSSH_9\r\n".getBytes(StandardCharsets.UTF_8),
                "the connection broke off");
        try (FakeServer server = new FakeServer(_ -> FakeServer.answer(200, ""))) {
            assertThatThrownBy(() -> get(server.url().replace("http:", "https:")))
                    .isInstanceOf(RestException.class);
        }
    }

    /** A password in an address must not end in a log. */
    @Test
    void shouldKeepPasswordsOutOfMessages() throws IOException {
        try (FakeServer server = new FakeServer(_ -> FakeServer.answer(500, "broken"))) {
            String url = server.url().replace("//", "//me:secret@");
            assertThatThrownBy(() -> get(url)).hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> ServerAddress.parse("ftp://me:secret@host", List.of()))
                .hasMessageNotContaining("secret");
        assertThat(Header.parse("Authorization: secret").toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "http://",
                "http://host:99999",
                "",
                "http://a b",
                "http://h?x=1",
                "http:///x"
            })
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the address of a JobManager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ": x", "Na me: x", "X:", "Host: x", "X: a\u0001b"})
    void shouldRefuseWhatIsNoField(String text) {
        assertThatThrownBy(() -> Header.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeAnAddressWithoutAScheme_andOneOfAPage() {
        assertThat(ServerAddress.parse("host:8081", List.of()).base())
                .isEqualTo("http://host:8081");
        assertThat(ServerAddress.parse("https://host/#/overview", List.of()).base())
                .isEqualTo("https://host");
        assertThat(ServerAddress.parse("http://[::1]:8081/x//", List.of()).base())
                .isEqualTo("http://[::1]:8081/x");
    }
}
