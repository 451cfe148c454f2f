package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.jvm.BufferPools;
import io.plimsoll.doctor.jvm.JvmReport;
import io.plimsoll.doctor.process.ContainerMemory;
import java.util.List;
import java.util.Optional;

/**
 * From a container's limit to the parts of a process.
 *
 * @param pid the process
 * @param threads how many threads it has
 * @param container its control group; nothing if it is in none that is visible
 * @param residentBytes its resident set, the sum of the parts
 * @param parts each kind once, in their order
 * @param malloc what is known of malloc's arenas
 * @param jvm what the JVM told
 * @param buffers its buffers; nothing if they are unknown
 * @param notes what the reader should know
 */
public record Bridge(
        long pid,
        int threads,
        Optional<ContainerMemory> container,
        long residentBytes,
        List<Part> parts,
        MallocArenas malloc,
        JvmReport jvm,
        Optional<BufferPools> buffers,
        List<String> notes) {

    /** Keeps copies of the lists. */
    public Bridge {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /** Returns a part. */
    public Part part(PartKind kind) {
        return parts.stream().filter(part -> part.kind() == kind).findFirst().orElseThrow();
    }
}
