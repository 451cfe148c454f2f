import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobGraphBuilder;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.tasks.AbstractInvokable;
import org.apache.flink.runtime.jobmanager.scheduler.SlotSharingGroup;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * Drives Flink into what its arguments say: {@code configuration KEY=VALUE...}, or {@code job} with the sizes of network and
 * managed memory and the number of pages that each task takes. Tests compile and start it on Flink's own jars: in a module it
 * could not see them.
 */
public final class FlinkBreaker {

    private static final int PARALLELISM = 8;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("configuration")) {
            Configuration options = new Configuration();
            for (int i = 1; i < args.length; i++) {
                String[] option = args[i].split("=", 2);
                options.setString(option[0], option[1]);
            }
            TaskExecutorProcessUtils.processSpecFromConfig(options);
            return;
        }
        System.setProperty("pages", args[3]);
        Configuration options = new Configuration();
        options.setString("taskmanager.memory.network.min", args[1]);
        options.setString("taskmanager.memory.network.max", args[1]);
        options.setString("taskmanager.memory.managed.size", args[2]);
        options.setString("rest.port", "0");
        MiniClusterConfiguration cluster =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(options)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(PARALLELISM)
                        .build();
        try (MiniCluster mini = new MiniCluster(cluster)) {
            mini.start();
            mini.executeJobBlocking(job());
        }
        System.exit(0);
    }

    private static JobGraph job() {
        SlotSharingGroup group = new SlotSharingGroup();
        JobVertex source = vertex("source", group);
        JobVertex sink = vertex("sink", group);
        sink.connectNewDataSetAsInput(
                source,
                DistributionPattern.ALL_TO_ALL,
                ResultPartitionType.PIPELINED,
                new IntermediateDataSetID(),
                false,
                false);
        return JobGraphBuilder.newStreamingJobGraphBuilder()
                .addJobVertex(source)
                .addJobVertex(sink)
                .build();
    }

    private static JobVertex vertex(String name, SlotSharingGroup group) {
        JobVertex vertex = new JobVertex(name);
        vertex.setInvokableClass(PageTaker.class);
        vertex.setParallelism(PARALLELISM);
        vertex.setSlotSharingGroup(group);
        return vertex;
    }

    /** Takes most of its slot's managed memory, as a sort or a join does. */
    public static final class PageTaker extends AbstractInvokable {

        public PageTaker(Environment environment) {
            super(environment);
        }

        @Override
        public void invoke() throws Exception {
            var memory = getEnvironment().getMemoryManager();
            memory.allocatePages(new Object(), Integer.getInteger("pages"));
            // Until the other task of the slot has asked, too.
            Thread.sleep(2000);
        }
    }
}
