package io.plimsoll.doctor.bridge;

import io.plimsoll.doctor.process.AddressRange;
import io.plimsoll.doctor.process.Mapping;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a mapping says of it. */
final class FileNames {

    /** What ZGC calls the file that its heap is in. */
    private static final String HEAP_FILE = "java_heap";

    /** How a range of Plimsoll's memory is named: an empty file behind it, plimsoll:start+size. */
    private static final Pattern PLIMSOLL =
            Pattern.compile("^/memfd:plimsoll:([0-9a-f]{1,15})\\+([0-9a-f]{1,15})\\b");

    private static final Pattern LIBRARY =
            Pattern.compile("\\.(?:so|jsa|aot|jimage|jmod)(?:\\.[\\d.]+)?(?: \\(deleted\\))?$");

    private static final int HEX = 16;

    private FileNames() {}

    /** Returns the part that a name stands for; null if it has none that says anything. */
    static @Nullable PartKind kindOf(Mapping mapping) {
        String name = mapping.name();
        if (mapping.file()) {
            if (isHeap(mapping)) {
                return PartKind.HEAP;
            }
            return isLibrary(mapping) ? PartKind.LIBRARIES : PartKind.MAPPED;
        }
        return switch (name) {
            case "[heap]" -> PartKind.MALLOC;
            case "[stack]" -> PartKind.STACKS;
            case "[vdso]", "[vsyscall]" -> PartKind.LIBRARIES;
            default ->
                    name.startsWith("[vvar")
                            ? PartKind.LIBRARIES
                            : mapping.isAnonymous() ? null : PartKind.MAPPED;
        };
    }

    static boolean isHeap(Mapping mapping) {
        return mapping.file() && mapping.name().contains(HEAP_FILE);
    }

    private static boolean isLibrary(Mapping mapping) {
        String name = mapping.name();
        return mapping.isExecutable()
                || LIBRARY.matcher(name).find()
                || name.endsWith("/lib/modules")
                || name.endsWith("/bin/java");
    }

    /** Returns the range of Plimsoll's memory that a mapping names, or null. */
    static @Nullable AddressRange plimsollRange(Mapping mapping) {
        Matcher matcher = PLIMSOLL.matcher(mapping.name());
        if (!matcher.find()) {
            return null;
        }
        long start = Long.parseLong(matcher.group(1), HEX);
        long sizeBytes = Long.parseLong(matcher.group(2), HEX);
        boolean adjoins = start + sizeBytes <= mapping.range().start() && start + sizeBytes > start;
        return adjoins ? new AddressRange(start, start + sizeBytes) : null;
    }
}
