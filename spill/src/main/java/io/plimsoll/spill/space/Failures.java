package io.plimsoll.spill.space;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Failures of things that are all to be done, whichever fails. */
final class Failures {

    private Failures() {}

    static IOException merged(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
