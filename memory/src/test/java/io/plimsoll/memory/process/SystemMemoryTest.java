package io.plimsoll.memory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of files as kernels and container engines make them. */
class SystemMemoryTest {

    private static final String V2 = "30 23 0:26 %s /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw\n";
    private static final String V1 =
            "35 31 0:32 %s /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n";
    private static final String UNLIMITED_V1 = "9223372036854771712\n";

    @TempDir private Path root;

    private SystemMemory memory() {
        return new SystemMemory(root);
    }

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void second(String mountRoot, String group) throws IOException {
        file("/proc/self/cgroup", "0::" + group + "\n");
        file(
                "/proc/self/mountinfo",
                "22 1 8:1 / / rw - ext4 /dev/vda rw\n" + V2.formatted(mountRoot));
    }

    private void first(String mountRoot, String group) throws IOException {
        file("/proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:" + group + "\n1:pids:/x\n");
        file("/proc/self/mountinfo", V1.formatted(mountRoot));
    }

    private void assertLimit(long bytes, String source) {
        assertThat(memory().containerLimit()).contains(new MemoryLimit(bytes, source));
    }

    @Test
    void shouldFindTheLowestLimit_ofNestedGroupsOfVersion2() throws IOException {
        second("/", "/kubepods.slice/pod1/container");
        file("/sys/fs/cgroup/kubepods.slice/memory.max", "8589934592\n");
        file("/sys/fs/cgroup/kubepods.slice/pod1/memory.max", "268435456\n");
        file("/sys/fs/cgroup/kubepods.slice/pod1/container/memory.max", "max\n");
        file("/sys/fs/cgroup/kubepods.slice/pod1/container/memory.high", "max\n");
        file("/sys/fs/cgroup/kubepods.slice/pod1/container/memory.current", "1234567\n");
        assertLimit(256 << 20, "/sys/fs/cgroup/kubepods.slice/pod1/memory.max");
        assertThat(memory().containerUsageBytes()).hasValue(1234567);
    }

    @Test
    void shouldTakeTheThrottlingLimitAsOne() throws IOException {
        second("/", "/a");
        file("/sys/fs/cgroup/a/memory.max", "268435456\n");
        file("/sys/fs/cgroup/a/memory.high", "134217728\n");
        assertLimit(128 << 20, "/sys/fs/cgroup/a/memory.high");
    }

    // A container with a namespace of its own sees itself as the root.
    @Test
    void shouldFindTheLimit_whenTheGroupIsItsOwnRoot() throws IOException {
        second("/", "/");
        file("/sys/fs/cgroup/memory.max", "536870912\n");
        assertLimit(512 << 20, "/sys/fs/cgroup/memory.max");
    }

    // Without one it sees its path on the host, but only its own part is mounted.
    @Test
    void shouldFindTheLimit_whenThePathIsTheHosts() throws IOException {
        second("/docker/abc", "/docker/abc/inner");
        file("/sys/fs/cgroup/memory.max", "536870912\n");
        file("/sys/fs/cgroup/inner/memory.max", "268435456\n");
        assertLimit(256 << 20, "/sys/fs/cgroup/inner/memory.max");

        first("/docker/abc", "/docker/abc");
        file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "104857600\n");
        assertLimit(100 << 20, "/sys/fs/cgroup/memory/memory.limit_in_bytes");
    }

    @Test
    void shouldLookAtTheMountAtLeast_whenThePathIsOutsideOfIt() throws IOException {
        second("/other", "/docker/abc");
        file("/sys/fs/cgroup/memory.max", "536870912\n");
        assertLimit(512 << 20, "/sys/fs/cgroup/memory.max");
        second("/", "/../sibling");
        assertLimit(512 << 20, "/sys/fs/cgroup/memory.max");
    }

    @Test
    void shouldFindTheLowestLimit_ofNestedGroupsOfVersion1() throws IOException {
        first("/", "/docker/abc");
        file("/sys/fs/cgroup/memory/memory.limit_in_bytes", UNLIMITED_V1);
        file("/sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "536870912\n");
        file("/sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "1073741824\n");
        file("/sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "42\n");
        assertLimit(512 << 20, "/sys/fs/cgroup/memory/docker/memory.limit_in_bytes");
        assertThat(memory().containerUsageBytes()).hasValue(42);
    }

    // Groups around the container are out of sight, but the kernel tells their limit.
    @Test
    void shouldBelieveTheHierarchicalLimit() throws IOException {
        first("/", "/");
        file("/sys/fs/cgroup/memory/memory.limit_in_bytes", UNLIMITED_V1);
        file(
                "/sys/fs/cgroup/memory/memory.stat",
                "cache 1\nrss 2\nhierarchical_memory_limit 209715200\nhierarchical_memsw_limit 9\n");
        assertLimit(200 << 20, "/sys/fs/cgroup/memory/memory.stat");
    }

    @Test
    void shouldUseWhicheverVersionHasTheController_whenBothAreMounted() throws IOException {
        file("/proc/self/cgroup", "4:memory:/a\n0::/b\n");
        file(
                "/proc/self/mountinfo",
                V1.formatted("/")
                        + V2.formatted("/").replace("cgroup rw,n", "cgroup/unified rw,n"));
        file("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", "104857600\n");
        assertLimit(100 << 20, "/sys/fs/cgroup/memory/a/memory.limit_in_bytes");
    }

    @Test
    void shouldReadMountPointsWithBlanks() throws IOException {
        file("/proc/self/cgroup", "0::/\n");
        file("/proc/self/mountinfo", V2.formatted("/").replace("fs/cgroup", "fs/c\\040group"));
        file("/sys/fs/c group/memory.max", "1048576\n");
        assertLimit(1 << 20, "/sys/fs/c group/memory.max");
    }

    @Test
    void shouldKnowNoLimit_whereThereIsNone() throws IOException {
        assertThat(memory().containerLimit()).isEmpty();
        assertThat(memory().containerUsageBytes()).isEmpty();
        assertThat(memory().available()).isEmpty();
        second("/", "/a");
        file("/sys/fs/cgroup/a/memory.max", "max\n");
        assertThat(memory().containerLimit()).isEmpty();
        first("/", "/a");
        file("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", UNLIMITED_V1);
        assertThat(memory().containerLimit()).isEmpty();
        file("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", (1L << 62) + "\n");
        assertThat(memory().containerLimit()).isEmpty();
    }

    @Test
    void shouldIgnoreWhatIsMalformed() throws IOException {
        file("/proc/self/cgroup", "\n0\n0::\n0::relative\n:::\n4:memory:/a\n");
        file(
                "/proc/self/mountinfo",
                "\n- cgroup\n1 2 - cgroup2\n - cgroup cgroup rw,memory\n" + V1.formatted("/"));
        for (String content :
                new String[] {"", "\n", "-5", "12 34", "1e9", "99999999999999999999"}) {
            file("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", content);
            file("/sys/fs/cgroup/memory/a/memory.stat", content);
            assertThat(memory().containerLimit()).as(content).isEmpty();
        }
        file("/proc/meminfo", "MemTotal:\nMemTotal: many kB\n");
        assertThat(memory().machine()).isEmpty();
    }

    @Test
    void shouldOfferTheLowerOfContainerAndMachine() throws IOException {
        file("/proc/meminfo", "MemTotal:       24684060 kB\nMemFree: 1 kB\n");
        MemoryLimit machine = new MemoryLimit(24684060L << 10, "/proc/meminfo");
        assertThat(memory().machine()).contains(machine);
        assertThat(memory().available()).contains(machine);
        second("/", "/");
        file("/sys/fs/cgroup/memory.max", (100L << 30) + "\n");
        assertThat(memory().available()).contains(machine);
        file("/sys/fs/cgroup/memory.max", "1048576\n");
        assertThat(memory().available())
                .contains(new MemoryLimit(1 << 20, "/sys/fs/cgroup/memory.max"));
        assertThat(memory().available().orElseThrow())
                .hasToString("1048576 bytes (/sys/fs/cgroup/memory.max)");
    }
}
