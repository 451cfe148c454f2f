package io.plimsoll.memory.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A control group that accounts for this process's memory, as far as this process can see it.
 *
 * @param version 1 or 2
 * @param mountPoint the folder that stands for the outermost group in sight
 * @param folder the folder of this process's group: the mount point or one below it
 */
record ControlGroup(int version, String mountPoint, String folder) {

    private static final String GROUPS = "/proc/self/cgroup";
    private static final String MOUNTS = "/proc/self/mountinfo";

    /** Of a line of mountinfo: where in the hierarchy the mount begins, and where it is mounted. */
    private static final int ROOT_FIELD = 3;

    private static final int MOUNT_POINT_FIELD = 4;

    /**
     * Finds the groups. With both versions mounted, either may have the memory controller.
     *
     * <p>Source: the kernel's cgroup-v1/memory, cgroup-v2 and proc(5): {@code
     * hierarchy:controllers: path} in the one file, {@code ... root mountPoint options ... - type
     * source superOptions} in the other. A path is relative to the root of the hierarchy, of which
     * a container may see a part only.
     */
    static List<ControlGroup> of(SystemFiles files) {
        List<String> mounts = files.lines(MOUNTS);
        List<ControlGroup> groups = new ArrayList<>();
        for (String line : files.lines(GROUPS)) {
            String[] fields = line.split(":", 3);
            if (fields.length != 3 || !fields[2].startsWith("/")) {
                continue;
            }
            boolean second = fields[0].equals("0") && fields[1].isEmpty();
            boolean first = List.of(fields[1].split(",")).contains("memory");
            if (first || second) {
                addMounted(mounts, second ? 2 : 1, fields[2], groups);
            }
        }
        return groups;
    }

    private static void addMounted(
            List<String> mounts, int version, String path, List<ControlGroup> groups) {
        for (String mount : mounts) {
            int separator = mount.indexOf(" - ");
            String[] fields = mount.split(" ");
            if (separator < 0
                    || fields.length <= MOUNT_POINT_FIELD
                    || !isMemory(mount.substring(separator + 3).split(" "), version)) {
                continue;
            }
            String root = unescaped(fields[ROOT_FIELD]);
            String mountPoint = withoutSlash(unescaped(fields[MOUNT_POINT_FIELD]));
            if (mountPoint.startsWith("/")) {
                groups.add(new ControlGroup(version, mountPoint, mountPoint + below(root, path)));
                return;
            }
        }
    }

    private static boolean isMemory(String[] typeSourceOptions, int version) {
        if (version == 2) {
            return typeSourceOptions[0].equals("cgroup2");
        }
        return typeSourceOptions[0].equals("cgroup")
                && typeSourceOptions.length == 3
                && List.of(typeSourceOptions[2].split(",")).contains("memory");
    }

    /** A group's path below the part that is mounted; empty if it is that part, or outside it. */
    private static String below(String root, String path) {
        String mounted = withoutSlash(root);
        if (!(path + "/").startsWith(mounted + "/") || path.contains("/..")) {
            return "";
        }
        return withoutSlash(path.substring(mounted.length()));
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The kernel writes blanks in paths as octal numbers. */
    private static String unescaped(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /** The folders of this group and of all around it, innermost first. */
    List<String> folders() {
        List<String> folders = new ArrayList<>();
        for (String at = folder;
                at.length() > mountPoint.length();
                at = at.substring(0, at.lastIndexOf('/'))) {
            folders.add(at);
        }
        folders.add(mountPoint);
        return folders;
    }
}
