package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.memory.process.Resident;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Managers in processes under {@code ulimit}. */
class AddressLimitTest {

    @Test
    void shouldMakeDoWithFewerAddresses() throws Exception {
        assumeTrue(Resident.isMeasurable());
        // all that it would like to have is some 25 times its budget
        assertThat(run("ulimit -v 4000000", 1L << 30)).contains("run=42", "page=43");
    }

    @Test
    void shouldNameTheBudget_whenNotEvenThatHasAddresses() throws Exception {
        assumeTrue(Resident.isMeasurable());
        long bytes = 8L << 30;
        assertThat(run("ulimit -v 4000000", bytes))
                .contains("refused: reserving sizeBytes=" + bytes)
                .contains("ulimit -v");
    }

    // What is reserved is no claim to memory: it counts when it is committed, as it does where
    // memory is not overcommitted.
    @Test
    void shouldNotClaimWhatItOnlyReserves() throws Exception {
        assumeTrue(Resident.isMeasurable());
        assertThat(run("ulimit -d 1500000", 8L << 30)).contains("run=42", "page=43");
    }

    private static String run(String limit, long memorySizeBytes) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path classes = Path.of("target", "classes").toAbsolutePath();
        Path tests = Path.of("target", "test-classes").toAbsolutePath();
        String command =
                limit
                        + " && exec '"
                        + java
                        + "' -Xmx64m -XX:+UseSerialGC -XX:ReservedCodeCacheSize=16m"
                        + " -XX:CompressedClassSpaceSize=16m --enable-native-access=ALL-UNNAMED -cp '"
                        + classes
                        + "':'"
                        + tests
                        + "' io.plimsoll.memory.region.ShortOfAddresses "
                        + memorySizeBytes;
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
