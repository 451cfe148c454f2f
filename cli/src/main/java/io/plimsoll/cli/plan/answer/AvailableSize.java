package io.plimsoll.cli.plan.answer;

import io.plimsoll.cli.configuration.Settings;
import io.plimsoll.memory.process.MemoryLimit;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.ByteSize;
import java.util.Optional;

/** The size of a process for which none is set: what its container or machine has. */
final class AvailableSize {

    private AvailableSize() {}

    /**
     * Sets it, with a note.
     *
     * @param key the option that is the process's size
     * @return whether it is known
     */
    static boolean take(SystemMemory system, String key, Settings settings) {
        Optional<MemoryLimit> available = system.available();
        available.ifPresent(limit -> {
            settings.put(key, new ByteSize(limit.bytes()).exact(), limit.source());
            settings.note(
                    "no size is set: the process gets all memory that %s tells of"
                            .formatted(limit.source()));
        });
        return available.isPresent();
    }
}
