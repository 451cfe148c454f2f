package io.plimsoll.cli.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.cluster.Job;
import io.plimsoll.doctor.cluster.MemoryKind;
import io.plimsoll.doctor.cluster.MemoryUse;
import io.plimsoll.doctor.cluster.TaskManager;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/** What a cluster's processes use of their memory, as the field {@code cluster} of a diagnosis. */
final class ClusterJson {

    private final JsonGenerator json;

    ClusterJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Cluster cluster) throws IOException {
        json.writeObjectFieldStart("cluster");
        json.writeStringField("address", cluster.address());
        json.writeStringField("flinkVersion", cluster.version());
        json.writeNumberField("slots", cluster.slots());
        json.writeNumberField("freeSlots", cluster.freeSlots());
        json.writeObjectFieldStart("jobManager");
        write(cluster.jobManagerUse());
        json.writeEndObject();
        json.writeArrayFieldStart("taskManagers");
        for (TaskManager each : cluster.taskManagers()) {
            write(each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("jobs");
        for (Job job : cluster.jobs()) {
            write(job);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(TaskManager each) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", each.id());
        json.writeNumberField("slots", each.slots());
        json.writeNumberField("freeSlots", each.freeSlots());
        json.writeObjectFieldStart("configuredBytes");
        for (Map.Entry<String, Long> part : each.parts().entrySet()) {
            json.writeNumberField(part.getKey(), part.getValue());
        }
        json.writeEndObject();
        write(each.use());
        json.writeEndObject();
    }

    private void write(MemoryUse use) throws IOException {
        json.writeObjectFieldStart("memory");
        for (MemoryKind kind : MemoryKind.values()) {
            if (use.used(kind).isPresent() || use.limit(kind).isPresent()) {
                json.writeObjectFieldStart(kind.label());
                write("usedBytes", use.used(kind));
                write("limitBytes", use.limit(kind));
                json.writeEndObject();
            }
        }
        json.writeEndObject();
        if (use.gcShare().isPresent()) {
            json.writeNumberField("gcShare", use.gcShare().getAsDouble());
        }
    }

    private void write(Job job) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", job.id());
        json.writeStringField("name", job.name());
        json.writeStringField("state", job.state());
        json.writeNumberField("failures", job.failures().size());
        json.writeNumberField("checkpointsCompleted", job.checkpoints().completed());
        json.writeNumberField("checkpointsFailed", job.checkpoints().failed());
        json.writeArrayFieldStart("vertices");
        for (Job.Vertex vertex : job.vertices()) {
            json.writeStartObject();
            json.writeStringField("name", vertex.name());
            json.writeNumberField("parallelism", vertex.parallelism());
            share("backpressuredShare", vertex.backpressuredShare());
            share("busyShare", vertex.busyShare());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** JSON has no number that is none. */
    private void share(String name, double share) throws IOException {
        if (!Double.isNaN(share)) {
            json.writeNumberField(name, share);
        }
    }

    private void write(String name, OptionalLong bytes) throws IOException {
        if (bytes.isPresent()) {
            json.writeNumberField(name, bytes.getAsLong());
        }
    }
}
