package io.plimsoll.doctor;

import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.finding.Finding;
import io.plimsoll.doctor.rule.RuleBook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Inputs of tests, and what the standard rules say of them. */
final class Case {

    private Case() {}

    static Diagnosis of(String text) {
        Examination examination = examination();
        examination.read("test", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return examination.diagnose();
    }

    static Diagnosis of(Path file) {
        Examination examination = examination();
        try (InputStream in = Files.newInputStream(file)) {
            examination.read(String.valueOf(file.getFileName()), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return examination.diagnose();
    }

    static Examination examination() {
        return new Examination(standard());
    }

    static RuleBook standard() {
        try {
            return RuleBook.standard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> rulesOf(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Finding::rule).toList();
    }

    static List<Path> files(String folder) {
        URL url = Objects.requireNonNull(Case.class.getResource(folder), folder);
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
