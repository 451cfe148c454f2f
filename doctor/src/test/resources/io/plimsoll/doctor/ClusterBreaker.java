import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.legacy.SinkFunction;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Gives a Flink cluster a job that does what its arguments say: {@code URL TROUBLE PARALLELISM AMOUNT}. Tests compile it and
 * put it on the class path of the cluster's processes.
 */
public final class ClusterBreaker {

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(Integer.parseInt(args[2]));
        if (args[1].equals("checkpoints")) {
            environment.enableCheckpointing(300);
            environment.getCheckpointConfig().setCheckpointTimeout(1000);
            environment.getCheckpointConfig().setTolerableCheckpointFailureNumber(100_000);
        }
        environment
                .fromSequence(0, Long.MAX_VALUE / 2)
                .name("numbers")
                .disableChaining()
                .rebalance()
                .map(new Trouble(args[1], Long.parseLong(args[3])))
                .name("trouble")
                .disableChaining()
                .rebalance()
                .addSink(new Drain())
                .name("sink")
                .disableChaining();
        StreamGraph graph = environment.getStreamGraph(false);
        graph.setJobName(args[1]);
        submit(args[0], graph.getJobGraph());
    }

    private static void submit(String url, JobGraph job) throws Exception {
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(plan)) {
            out.writeObject(job);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "name=\"request\"", "{\"jobGraphFileName\":\"job.bin\"}".getBytes(StandardCharsets.UTF_8));
        part(body, "name=\"file_0\"; filename=\"job.bin\"", plan.toByteArray());
        body.writeBytes("--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/jobs"))
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body());
        System.exit(answer.statusCode() == 202 ? 0 : 1);
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] content) {
        String head = "--cut\r\nContent-Disposition: form-data; %s\r\nContent-Type: application/octet-stream\r\n\r\n";
        body.writeBytes(head.formatted(name).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Takes them all. */
    static final class Drain implements SinkFunction<Long> {}

    /** Passes numbers on, and does what is wrong beside. */
    static final class Trouble implements MapFunction<Long, Long> {

        private static final int PIECE_BYTES = 64 << 10;
        private static final List<Object> KEPT = new ArrayList<>();

        private final String what;
        private final long amount;

        Trouble(String what, long amount) {
            this.what = what;
            this.amount = amount;
        }

        @Override
        public Long map(Long number) throws Exception {
            switch (what) {
                case "fail" -> throw new IllegalStateException("the job was told to fail");
                case "slow", "checkpoints" -> Thread.sleep(amount);
                case "heap" -> keep(new byte[PIECE_BYTES]);
                case "direct" -> keep(ByteBuffer.allocateDirect(PIECE_BYTES));
                default -> Thread.sleep(1);
            }
            return number;
        }

        /** Keeps so many mebibytes, and makes garbage for ever. */
        private void keep(Object piece) throws InterruptedException {
            synchronized (KEPT) {
                if (KEPT.size() * (long) PIECE_BYTES < amount << 20) {
                    KEPT.add(piece);
                } else if (what.equals("direct")) {
                    Thread.sleep(1);
                }
            }
        }
    }
}
