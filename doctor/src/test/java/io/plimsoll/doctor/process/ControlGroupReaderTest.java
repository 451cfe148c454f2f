package io.plimsoll.doctor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlGroupReaderTest {

    @TempDir Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Optional<ContainerMemory> read() {
        ProcessFiles files = new ProcessFiles(7, root.resolve("proc/7"));
        return new ControlGroupReader(root, files).read(files);
    }

    @Test
    void shouldTakeTheLeastLimitAboveTheProcess_inVersion2() throws IOException {
        write("proc/7/cgroup", "0::/pods/a\n");
        write("sys/fs/cgroup/pods/memory.max", "1000000\n");
        write("sys/fs/cgroup/pods/a/memory.max", "max\n");
        write("sys/fs/cgroup/pods/a/memory.current", "400\n");
        write("sys/fs/cgroup/pods/a/memory.stat", "anon 5\nfile 30\nkernel 40\n");
        write("sys/fs/cgroup/pods/a/cgroup.procs", "7\n8\n");
        ContainerMemory memory = read().orElseThrow();
        assertThat(memory.limitBytes()).hasValue(1000000);
        assertThat(memory.usageBytes()).hasValue(400);
        assertThat(memory.fileBytes()).hasValue(30);
        assertThat(memory.kernelBytes()).hasValue(40);
        assertThat(memory.peakBytes()).isEmpty();
        assertThat(memory.processes()).isEqualTo(2);
    }

    @Test
    void shouldReadVersion1() throws IOException {
        write("proc/7/cgroup", "4:cpu,memory:/a\n0::/\n");
        write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "400\n");
        write("sys/fs/cgroup/memory/a/memory.stat", "cache 1\ntotal_cache 31\n");
        ContainerMemory memory = read().orElseThrow();
        assertThat(memory.limitBytes()).as("2^63 rounded down stands for none").isEmpty();
        assertThat(memory.usageBytes()).hasValue(400);
        assertThat(memory.fileBytes()).hasValue(31);
    }

    @Test
    void shouldLookIntoTheContainersOwnFiles() throws IOException {
        write("proc/7/cgroup", "0::/kubepods/pod1/abc\n");
        write("proc/7/root/sys/fs/cgroup/memory.max", "5000\n");
        write("proc/7/root/sys/fs/cgroup/memory.current", "400\n");
        assertThat(read().orElseThrow().limitBytes()).hasValue(5000);
    }

    @Test
    void shouldFindNothing_whereThereIsNone() throws IOException {
        assertThat(read()).isEmpty();
        write("proc/7/cgroup", "broken\n0::/../..\n");
        assertThat(read()).isEmpty();
    }
}
