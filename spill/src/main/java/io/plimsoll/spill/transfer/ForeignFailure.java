package io.plimsoll.spill.transfer;

import io.plimsoll.spill.failure.SpillCorruptionException;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillInterruptedException;
import io.plimsoll.spill.failure.SpillLostException;
import io.plimsoll.spill.failure.SpillQuotaExceededException;
import io.plimsoll.spill.failure.SpillSpaceExhaustedException;

/** A failure that an I/O thread met and that the user of a writer or reader gets. */
public final class ForeignFailure {

    private ForeignFailure() {}

    /** The same failure with the stack of the calling thread; {@code met} is its cause. */
    public static SpillException inCaller(SpillException met) {
        String message = String.valueOf(met.getMessage());
        return switch (met) {
            case SpillQuotaExceededException _ -> new SpillQuotaExceededException(message, met);
            case SpillSpaceExhaustedException _ -> new SpillSpaceExhaustedException(message, met);
            case SpillCorruptionException damage ->
                    new SpillCorruptionException(
                            damage.file(), damage.extent(), damage.what(), damage);
            case SpillLostException _ -> new SpillLostException(message, met);
            case SpillIOException _ -> new SpillIOException(message, met);
            case SpillInterruptedException _ -> new SpillInterruptedException(message, met);
        };
    }
}
