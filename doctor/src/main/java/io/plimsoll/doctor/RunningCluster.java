package io.plimsoll.doctor;

import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.cluster.ClusterLogs;
import io.plimsoll.doctor.cluster.ClusterReader;
import io.plimsoll.doctor.rest.RestClient;
import io.plimsoll.doctor.rest.RestException;
import io.plimsoll.doctor.rest.ServerAddress;
import java.io.IOException;

/**
 * A cluster of Flink that runs somewhere, asked once through its REST API. For one thread. Close it
 * to end its connections.
 */
public final class RunningCluster implements AutoCloseable {

    private final RestClient client;
    private final Cluster cluster;

    private RunningCluster(RestClient client, Cluster cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /**
     * Asks a cluster.
     *
     * @param address its JobManager's REST address
     * @param timeoutSeconds how long to wait for a connection, and for the next bytes of an answer
     * @throws RestException if it can't be had, or is no JobManager
     */
    public static RunningCluster ask(ServerAddress address, int timeoutSeconds) throws IOException {
        RestClient client = new RestClient(address, timeoutSeconds);
        try {
            return new RunningCluster(client, new ClusterReader(client).read());
        } catch (IOException | RuntimeException failed) {
            client.close();
            throw failed;
        }
    }

    /** Returns what it is and does. */
    public Cluster cluster() {
        return cluster;
    }

    /** Hands the logs of its processes to an examination, as far as the cluster gives them out. */
    public void readLogs(Examination examination) {
        new ClusterLogs(client).read(cluster, examination::read).forEach(examination::note);
    }

    @Override
    public void close() {
        client.close();
    }
}
