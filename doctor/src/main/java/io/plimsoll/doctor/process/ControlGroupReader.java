package io.plimsoll.doctor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the control group, of version 1 or 2, that a process is in. For one thread. */
public final class ControlGroupReader {

    /** Above this a number means that there is no limit: version 1 rounds 2^63 down to pages. */
    private static final long NO_LIMIT = Long.MAX_VALUE >> 1;

    private static final long MAX_FILE_BYTES = 1 << 20;

    /** The names of one version's files. */
    private record Names(String limit, String usage, String peak, String file, String kernel) {}

    private static final Names VERSION_1 =
            new Names(
                    "memory.limit_in_bytes",
                    "memory.usage_in_bytes",
                    "memory.max_usage_in_bytes",
                    "total_cache",
                    "");
    private static final Names VERSION_2 =
            new Names("memory.max", "memory.current", "memory.peak", "file", "kernel");

    private final List<Path> mounts;

    /**
     * Begins.
     *
     * @param root the root folder, {@code /} but in tests
     * @param files the process: if it is in a container, what is mounted there counts too
     */
    public ControlGroupReader(Path root, ProcessFiles files) {
        this.mounts =
                List.of(
                        root.resolve("sys/fs/cgroup"),
                        files.folder().resolve("root/sys/fs/cgroup"));
    }

    /** Reads it; nothing if the process is in none that is visible. */
    public Optional<ContainerMemory> read(ProcessFiles files) {
        String listed = text(files.folder().resolve("cgroup"));
        String unified = null;
        for (String line : listed == null ? List.<String>of() : listed.lines().toList()) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                continue;
            }
            if (List.of(fields[1].split(",")).contains("memory")) {
                Optional<ContainerMemory> found = find("memory", fields[2], VERSION_1);
                if (found.isPresent()) {
                    return found;
                }
            } else if (fields[1].isEmpty()) {
                unified = fields[2];
            }
        }
        return unified == null ? Optional.empty() : find("", unified, VERSION_2);
    }

    private Optional<ContainerMemory> find(String controller, String path, Names names) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return mounts.stream()
                .map(mount -> mount.resolve(controller))
                // in a container the path is the host's: what is mounted there is the group itself
                .flatMap(mount ->
                        Stream.of(mount.resolve(relative).normalize(), mount)
                                .filter(folder -> folder.startsWith(mount))
                                .filter(folder -> Files.isReadable(folder.resolve(names.usage())))
                                .map(folder -> memory(mount, folder, names)))
                .findFirst();
    }

    private static ContainerMemory memory(Path mount, Path folder, Names names) {
        long limit = Long.MAX_VALUE;
        for (Path at = folder; at != null && at.startsWith(mount); at = at.getParent()) {
            limit = Math.min(limit, number(text(at.resolve(names.limit()))).orElse(Long.MAX_VALUE));
        }
        String stat = text(folder.resolve("memory.stat"));
        String processes = text(folder.resolve("cgroup.procs"));
        return new ContainerMemory(
                folder.toString(),
                limit >= NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit),
                number(text(folder.resolve(names.usage()))),
                number(text(folder.resolve(names.peak()))),
                field(stat, names.file()),
                field(stat, names.kernel()),
                processes == null ? 0 : (int) processes.lines().count());
    }

    private static OptionalLong field(@Nullable String stat, String name) {
        return stat == null || name.isEmpty()
                ? OptionalLong.empty()
                : stat.lines()
                        .filter(line -> line.startsWith(name + " "))
                        .map(line -> number(line.substring(name.length() + 1)))
                        .findFirst()
                        .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(@Nullable String text) {
        try {
            return text == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(0, Long.parseLong(text.strip())));
        } catch (NumberFormatException max) {
            return OptionalLong.empty();
        }
    }

    private static @Nullable String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes((int) MAX_FILE_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException missing) {
            return null;
        }
    }
}
