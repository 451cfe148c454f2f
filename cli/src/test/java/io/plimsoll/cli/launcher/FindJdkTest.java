package io.plimsoll.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.launcher.ScriptHome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class FindJdkTest {

    @TempDir Path folder;

    private ScriptHome scripts;

    @BeforeEach
    void prepare() throws IOException {
        scripts = new ScriptHome(folder.toRealPath());
        scripts.release();
    }

    private String javaUsed() throws Exception {
        Outcome outcome = scripts.plimsoll();
        assertThat(outcome.err()).isEmpty();
        return outcome.out().lines().findFirst().orElseThrow();
    }

    @Test
    void shouldUseJavaHome_whenItIsNewEnough() throws Exception {
        scripts.jdk("jdk-25", "25.0.1");
        Path own = scripts.jdkAt(folder.toRealPath().resolve("my own jdk"), "26");
        scripts.set("JAVA_HOME", own.toString());
        assertThat(javaUsed()).isEqualTo("java of " + own);
    }

    @Test
    void shouldPassOverJavaHome_whenItIsTooOld() throws Exception {
        Path old = scripts.jdk("jdk-17", "17.0.15");
        Path right = scripts.jdk("jdk-25", "25.0.1");
        scripts.set("JAVA_HOME", old.toString());
        assertThat(javaUsed()).isEqualTo("java of " + right);
    }

    @Test
    void shouldFollowTheLinksOfTheJavaOnPath() throws Exception {
        scripts.jdk("jdk-25", "25.0.1");
        Path onPath = scripts.jdkAt(folder.toRealPath().resolve("elsewhere"), "27-ea");
        scripts.onPath(onPath);
        assertThat(javaUsed()).isEqualTo("java of " + onPath);
    }

    @Test
    void shouldTakeTheOldestThatIsNewEnough_whenSeveralAreInstalled() throws Exception {
        scripts.jdk("a-100", "100");
        scripts.jdk("b-1.8", "1.8.0_402");
        Path right = scripts.jdk("c-25", "25.0.1");
        scripts.jdk("d-26", "26.0.1");
        assertThat(javaUsed()).isEqualTo("java of " + right);
    }

    @Test
    void shouldPassOverARuntimeWithoutCompiler() throws Exception {
        Path runtime = scripts.jdk("a-runtime", "25");
        Files.delete(runtime.resolve("bin/javac"));
        Path right = scripts.jdk("b-jdk", "25");
        assertThat(javaUsed()).isEqualTo("java of " + right);
    }

    @Test
    void shouldSayWhatItSawAndWhatToInstall_whenThereIsNone() throws Exception {
        Path old = scripts.jdk("jdk-17", "17.0.15");
        scripts.set("JAVA_HOME", old.toString());
        Outcome outcome = scripts.plimsoll("--help");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("needs a JDK 25 or newer, and found none")
                .contains("JAVA_HOME: " + old + " (version 17)")
                .contains("the usual places: " + folder.toRealPath().resolve("jdks"))
                .contains("apt-get install openjdk-25-jdk");
    }

    @Test
    void shouldGiveMavenTheJdkThatItFound() throws Exception {
        Path right = scripts.jdk("jdk-25", "25.0.1");
        Path maven = scripts.home().resolve("mvnw");
        Files.writeString(maven, "#!/bin/sh\necho \"$JAVA_HOME: $*\"\nexit 3\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Path build = scripts.home().resolve("build");

        Outcome plain = scripts.run(build, scripts.root());
        assertThat(plain.out()).isEqualTo(right + ": verify\n");
        assertThat(plain.exitCode()).isEqualTo(3);
        assertThat(scripts.run(build, scripts.root(), "-pl", "memory", "test").out())
                .isEqualTo(right + ": -pl memory test\n");
    }
}
