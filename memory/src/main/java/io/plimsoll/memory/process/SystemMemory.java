package io.plimsoll.memory.process;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the container and the machine of this process have, as Linux tells it. On other
 * systems nothing is known.
 *
 * <p><b>Threads:</b> any thread may call any method. Each call reads the files anew: limits may
 * change while the process runs.
 */
public final class SystemMemory {

    private static final String MEMINFO = "/proc/meminfo";

    private final SystemFiles files;

    /** Creates one for a tree of files other than the system's, for tests. */
    public SystemMemory(Path root) {
        this.files = new SystemFiles(root);
    }

    /** Returns the one for the machine on which this runs. */
    public static SystemMemory ofThisMachine() {
        return new SystemMemory(Path.of("/"));
    }

    /**
     * Returns the lowest limit of the control groups in which this process is, whichever version,
     * up to the outermost in sight. That is {@code memory.max} or {@code memory.high} (above which
     * the kernel slows the process down) of version 2; {@code memory.limit_in_bytes} or what {@code
     * memory.stat} says of groups around the container, of version 1.
     */
    public Optional<MemoryLimit> containerLimit() {
        @Nullable MemoryLimit lowest = null;
        for (ControlGroup group : ControlGroup.of(files)) {
            for (String folder : group.folders()) {
                if (group.version() == 2) {
                    lowest = lower(lowest, folder + "/memory.max");
                    lowest = lower(lowest, folder + "/memory.high");
                } else {
                    lowest = lower(lowest, folder + "/memory.limit_in_bytes");
                    String stat = folder + "/memory.stat";
                    lowest = lower(lowest, files.field(stat, "hierarchical_memory_limit"), stat);
                }
            }
        }
        return Optional.ofNullable(lowest);
    }

    /**
     * Returns what the innermost control group of this process uses, the page cache included; that
     * of other processes in the group as well.
     */
    public OptionalLong containerUsageBytes() {
        for (ControlGroup group : ControlGroup.of(files)) {
            String name = group.version() == 2 ? "/memory.current" : "/memory.usage_in_bytes";
            OptionalLong usage = files.limitBytes(group.folder() + name);
            if (usage.isPresent()) {
                return usage;
            }
        }
        return OptionalLong.empty();
    }

    /** Returns the memory of the machine. */
    public Optional<MemoryLimit> machine() {
        OptionalLong kibibytes = files.field(MEMINFO, "MemTotal:");
        return kibibytes.isEmpty()
                ? Optional.empty()
                : Optional.of(new MemoryLimit(kibibytes.getAsLong() << 10, MEMINFO));
    }

    /** Returns the limit of the container or the memory of the machine, whichever is lower. */
    public Optional<MemoryLimit> available() {
        Optional<MemoryLimit> container = containerLimit();
        Optional<MemoryLimit> machine = machine();
        if (container.isEmpty() || machine.isEmpty()) {
            return container.isEmpty() ? machine : container;
        }
        return container.get().bytes() <= machine.get().bytes() ? container : machine;
    }

    private @Nullable MemoryLimit lower(@Nullable MemoryLimit lowest, String path) {
        return lower(lowest, files.limitBytes(path), path);
    }

    private static @Nullable MemoryLimit lower(
            @Nullable MemoryLimit lowest, OptionalLong bytes, String path) {
        return bytes.isPresent() && (lowest == null || bytes.getAsLong() < lowest.bytes())
                ? new MemoryLimit(bytes.getAsLong(), path)
                : lowest;
    }
}
