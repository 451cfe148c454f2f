package io.plimsoll.operators.collection;

import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import org.jspecify.annotations.Nullable;

/** Pages that were written together. Not thread-safe. */
final class SpilledBatch {

    final SpillRun run;

    /** How many of its pages are the newest version of theirs. */
    int live;

    /** Where its pages are, as far as that is known: each that was read on the way to another. */
    private final @Nullable SpillPosition[] positions;

    SpilledBatch(SpillRun run, int pages) {
        this.run = run;
        this.live = pages;
        this.positions = new SpillPosition[pages];
        positions[0] = SpillPosition.START;
    }

    /** The last page up to a place whose position is known. */
    int nearest(int place) {
        int at = place;
        while (positions[at] == null) {
            at--;
        }
        return at;
    }

    /** The position of a page, which is known. */
    SpillPosition position(int place) {
        SpillPosition position = positions[place];
        if (position == null) {
            throw new IllegalStateException("place=" + place + " (expected one that was read)");
        }
        return position;
    }

    void setPosition(int place, SpillPosition position) {
        positions[place] = position;
    }
}
