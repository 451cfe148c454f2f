package io.plimsoll.cli.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plimsoll.doctor.bridge.Basis;
import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.bridge.MallocArenas;
import io.plimsoll.doctor.bridge.Part;
import io.plimsoll.doctor.process.ContainerMemory;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;

/** What the memory of a process consists of, as the field {@code process} of a diagnosis. */
final class BridgeJson {

    private final JsonGenerator json;

    BridgeJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Bridge bridge) throws IOException {
        json.writeObjectFieldStart("process");
        json.writeNumberField("pid", bridge.pid());
        json.writeNumberField("threads", bridge.threads());
        json.writeStringField("jvm", bridge.jvm().version());
        json.writeStringField("collector", bridge.jvm().collector());
        if (bridge.container().isPresent()) {
            write(bridge.container().get());
        }
        json.writeNumberField("residentBytes", bridge.residentBytes());
        json.writeArrayFieldStart("parts");
        for (Part part : bridge.parts()) {
            write(part);
        }
        json.writeEndArray();
        write(bridge.malloc());
        json.writeArrayFieldStart("notes");
        for (String note : bridge.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(ContainerMemory container) throws IOException {
        json.writeObjectFieldStart("container");
        json.writeStringField("source", container.source());
        write("limitBytes", container.limitBytes());
        write("usageBytes", container.usageBytes());
        write("peakBytes", container.peakBytes());
        write("fileBytes", container.fileBytes());
        write("kernelBytes", container.kernelBytes());
        json.writeNumberField("processes", container.processes());
        json.writeEndObject();
    }

    private void write(Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", part.kind().label());
        json.writeStringField("basis", part.basis().name().toLowerCase(Locale.ROOT));
        if (part.basis() != Basis.UNKNOWN) {
            json.writeNumberField("residentBytes", part.residentBytes());
        }
        write("committedBytes", part.committedBytes());
        write("limitBytes", part.limitBytes());
        json.writeNumberField("swapBytes", part.swapBytes());
        json.writeStringField("source", part.source());
        if (!part.advice().isEmpty()) {
            json.writeStringField("advice", part.advice());
        }
        json.writeEndObject();
    }

    private void write(MallocArenas malloc) throws IOException {
        json.writeObjectFieldStart("malloc");
        json.writeNumberField("brkBytes", malloc.brkBytes());
        json.writeNumberField("arenaHeaps", malloc.arenas());
        json.writeNumberField("arenaBytes", malloc.arenaBytes());
        json.writeNumberField("claimedBytes", malloc.claimedBytes());
        json.writeEndObject();
    }

    private void write(String name, OptionalLong bytes) throws IOException {
        if (bytes.isPresent()) {
            json.writeNumberField(name, bytes.getAsLong());
        }
    }
}
