package io.plimsoll.benchmarks.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.benchmarks.process.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbLibraryTest {

    @TempDir Path folder;

    private static Platform platform(String system, String machine) {
        return new Platform(system, "1", machine, Path.of("java"), "25", Path.of("own"));
    }

    private Path jar(String... entries) throws IOException {
        Path jar = folder.resolve("driver.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return jar;
    }

    @Test
    void shouldUnpackClasses_andTheNativeLibraryOfThePlatform() throws IOException {
        Path jar =
                jar(
                        "org/A.class",
                        "libduckdb_java.so_linux_amd64",
                        "libduckdb_java.so_linux_arm64");

        DuckDbLibrary library =
                DuckDbLibrary.unpack(jar, platform("Linux", "aarch64"), folder.resolve("new"));

        assertThat(library.folder().resolve("org/A.class")).hasContent("org/A.class");
        assertThat(library.folder().resolve(System.mapLibraryName("duckdb_java")))
                .hasContent("libduckdb_java.so_linux_arm64");
        try (var files = Files.list(library.folder())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void shouldRefuseAnEntryThatLeadsOutside() throws IOException {
        Path jar = jar("../outside");

        assertThatThrownBy(() ->
                        DuckDbLibrary.unpack(
                                jar, platform("Linux", "amd64"), folder.resolve("new")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../outside leads outside");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux_amd64",
        "Linux, aarch64, linux_arm64",
        "Mac OS X, aarch64, macos_arm64",
        "Mac OS X, x86_64, macos_amd64"
    })
    void shouldKnowHowTheDriverCallsAPlatform(String system, String machine, String suffix) {
        assertThat(DuckDbLibrary.nativeSuffix(platform(system, machine))).isEqualTo(suffix);
    }
}
