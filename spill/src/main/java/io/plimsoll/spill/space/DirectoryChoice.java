package io.plimsoll.spill.space;

import io.plimsoll.spill.space.Placement.Lack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Which directory a new file goes to: the next one in turn that has room for all of it; else the
 * one with the most room. One that failed comes last until its pause is over.
 *
 * <p>Thread rule: any thread.
 */
final class DirectoryChoice {

    private final List<SpillDirectory> directories;
    private final AtomicInteger turn = new AtomicInteger();

    DirectoryChoice(List<SpillDirectory> directories) {
        this.directories = directories;
    }

    /**
     * Finds a directory and lets {@code make} make a file in its folder. A folder that cannot be
     * had counts as a failure of its directory; the next best is asked then.
     */
    Placement place(
            Set<SpillDirectory> excluded,
            long neededBytes,
            long wantedBytes,
            BiFunction<SpillDirectory, java.nio.file.Path, StoredFile> make) {
        List<Candidate> candidates = new ArrayList<>();
        boolean lacksQuota = false;
        boolean lacksSpace = false;
        int start = turn.getAndIncrement();
        for (int i = 0; i < directories.size(); i++) {
            SpillDirectory directory =
                    directories.get(Math.floorMod(start + i, directories.size()));
            if (excluded.contains(directory)) {
                continue;
            }
            if (directory.quota().leftBytes() < neededBytes) {
                lacksQuota = true;
            } else if (!directory.keepsReserve(neededBytes)) {
                lacksSpace = true;
            } else {
                candidates.add(candidate(directory, wantedBytes, i));
            }
        }
        candidates.sort(null);
        for (Candidate candidate : candidates) {
            SpillDirectory directory = candidate.directory();
            try {
                return new Placement.Placed(make.apply(directory, directory.folder()));
            } catch (IOException e) {
                directory.failed(e);
            }
        }
        boolean onlyQuota = lacksQuota && !lacksSpace && candidates.isEmpty();
        Lack lack = lacksSpace ? Lack.SPACE : onlyQuota ? Lack.QUOTA : Lack.DIRECTORY;
        return new Placement.Refused(lack);
    }

    private static Candidate candidate(SpillDirectory directory, long wantedBytes, int turn) {
        long free = directory.freeBytes();
        // Free space is a hint, unknown on some file systems: rather let a write fail than refuse
        // it unseen.
        long room = Math.min(directory.quota().leftBytes(), free < 0 ? Long.MAX_VALUE : free);
        boolean ample = room >= wantedBytes;
        return new Candidate(
                directory, directory.health().isAvoided(), ample ? Long.MAX_VALUE : room, turn);
    }

    private record Candidate(SpillDirectory directory, boolean avoided, long roomBytes, int turn)
            implements Comparable<Candidate> {

        @Override
        public int compareTo(Candidate other) {
            int byHealth = Boolean.compare(avoided, other.avoided);
            int byRoom = byHealth != 0 ? byHealth : Long.compare(other.roomBytes, roomBytes);
            return byRoom != 0 ? byRoom : Integer.compare(turn, other.turn);
        }
    }
}
