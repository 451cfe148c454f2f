package io.plimsoll.doctor.process;

import java.util.OptionalLong;

/**
 * What the control group of a process says of its memory. All of a group's processes count
 * together, with the files that they have cached.
 *
 * @param source the folder that it is read from
 * @param limitBytes the least limit of the group and those around it; nothing if there is none
 * @param usageBytes what it uses; nothing if that is unknown
 * @param peakBytes the most that it has used
 * @param fileBytes what of that is cached files, which can be given back
 * @param kernelBytes what of that is the kernel's
 * @param processes how many processes it has; 0 if that is unknown
 */
public record ContainerMemory(
        String source,
        OptionalLong limitBytes,
        OptionalLong usageBytes,
        OptionalLong peakBytes,
        OptionalLong fileBytes,
        OptionalLong kernelBytes,
        int processes) {}
