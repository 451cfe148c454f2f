package io.plimsoll.memory;

/**
 * A function of a number that may throw: what makes a shared resource of some bytes. Flink's {@code
 * org.apache.flink.util.function.LongFunctionWithException}.
 *
 * @param <R> what it returns
 * @param <E> what it throws
 */
@FunctionalInterface
public interface LongFunctionWithException<R, E extends Throwable> {

    /** Applies the function. */
    R apply(long value) throws E;
}
