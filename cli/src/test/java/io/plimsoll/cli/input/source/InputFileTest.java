package io.plimsoll.cli.input.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that can't be used end the command with a message that names them. */
final class InputFileTest {

    @TempDir Path folder;
    private CommandFixture fixture;

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
    }

    @Test
    void shouldFail_whenAFileIsMissing() throws IOException {
        String there = fixture.file("there", "a\n");
        String missing = fixture.path("missing");
        assertThat(fixture.failure(there, missing)).isEqualTo(missing + ": no such file");
        assertThat(fixture.failure(missing + ".gz")).isEqualTo(missing + ".gz: no such file");
        assertThat(fixture.failure(missing + "/x")).isEqualTo(missing + "/x: no such file");
        assertThat(fixture.failure("")).isEqualTo("'': is no name (expected that of a file)");
        assertThat(fixture.failure("a\0b")).startsWith("a\0b: no such file");
    }

    @Test
    void shouldFail_whenALinkLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));
        assertThat(fixture.failure(link.toString())).isEqualTo(link + ": no such file");
    }

    @Test
    void shouldFail_whenItIsAFolder() {
        assertThat(fixture.failure(folder.toString()))
                .isEqualTo(folder + ": is a folder (expected a file)");
    }

    @Test
    void shouldFollowLinks() throws IOException {
        fixture.file("input", "b\na\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("input"));
        assertThat(fixture.sortedText(link.toString())).isEqualTo("a\nb\n");
    }

    @Test
    void shouldReadWhatIsNoRegularFile() throws IOException {
        assertThat(fixture.sorted("/dev/null")).isEmpty();
        assertThat(fixture.sorted("/dev/null", "/dev/null")).isEmpty();
    }

    @Test
    void shouldCheckAllInputsBeforeReadingAny() throws IOException {
        String malformed = fixture.file("malformed", "x\n");
        String missing = fixture.path("missing");
        assertThat(fixture.failure("-k", "1:long", malformed, missing))
                .isEqualTo(missing + ": no such file");
    }

    @Test
    void shouldTakeNamesThatLookLikeSomethingElse() throws IOException {
        for (String name : new String[] {"-k", "@file", "a b", "*", "x:y"}) {
            String file = fixture.file(name, "b\na\n");
            assertThat(fixture.sortedText(file)).isEqualTo("a\nb\n");
        }
    }
}
