package io.plimsoll.benchmarks.process;

import java.nio.file.Path;

/**
 * What this process runs on.
 *
 * @param system the operating system's name: {@code Linux}
 * @param release the kernel's release
 * @param machine the processor's kind: {@code amd64}
 * @param java the program that starts a virtual machine like this one
 * @param javaVersion that virtual machine's
 * @param ownClasses where the benchmarks' own classes are
 */
public record Platform(
        String system,
        String release,
        String machine,
        Path java,
        String javaVersion,
        Path ownClasses) {}
