package io.plimsoll.benchmarks.micro.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JmhResultsTest {

    /** What JMH 1.37 writes, without what is not read. */
    private static final String TEXT =
            """
            [ { "jmhVersion" : "1.37",
                "benchmark" : "io.plimsoll.benchmarks.memory.pages.NettyPooledPages.pair",
                "mode" : "avgt", "threads" : 2, "jvmArgs" : [ "-Xms1g" ],
                "params" : { "pools" : "own" },
                "primaryMetric" : { "score" : 20.5, "scoreError" : "NaN",
                    "rawData" : [ [ 30.0, 11.0, 20.5 ] ] },
                "secondaryMetrics" : {
                    "gc.alloc.rate.norm" : { "score" : 0.004, "rawData" : [ [ 0.004 ] ] } } } ]
            """;

    @Test
    void theLeastTimeAndAllOtherMetricsAreRead() throws IOException {
        Score score = JmhResults.read(TEXT).getFirst();

        assertThat(score.library()).isEqualTo(Library.NETTY_POOLED);
        assertThat(score.benchmark()).isEqualTo("pair");
        assertThat(score.threads()).isEqualTo(2);
        assertThat(score.parameters()).isEqualTo(Map.of("pools", "own"));
        assertThat(Metric.NANOS.value(score)).isEqualTo(11.0);
        assertThat(Metric.GARBAGE.value(score)).isEqualTo(0.0);
    }

    @Test
    void aBenchmarkWithoutParametersHasNone() throws IOException {
        String text = TEXT.replace("\"params\" : { \"pools\" : \"own\" },", "");

        assertThat(JmhResults.read(text).getFirst().parameter("pools")).isEmpty();
    }

    @Test
    void nothingAtAllIsAnError() {
        assertThatThrownBy(() -> JmhResults.read("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> JmhResults.read("{}")).isInstanceOf(IOException.class);
    }

    @Test
    void aClassOfNoLibraryIsAnError() {
        assertThatThrownBy(() -> JmhResults.read(TEXT.replace("NettyPooledPages", "Pages")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("class=Pages");
    }

    @Test
    void theLongestNameTellsTheLibrary() {
        assertThat(List.of("NettySegments", "NettyAdaptivePages", "JdkSegments"))
                .map(name -> Library.ofClass(name).orElseThrow())
                .containsExactly(Library.NETTY, Library.NETTY_ADAPTIVE, Library.JDK);
    }
}
