package io.plimsoll.operators;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.aggregate.function.ValueFunction;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A user's aggregate: an accumulator as bytes, which is read and written for each value. */
final class AccumulatorFunction<I, A, O> extends ValueFunction {

    private final AggregateFunction<I, A, O> function;
    private final TypeSerializer<A> accumulators;
    private final TypeSerializer<I> values;
    private final DataInputDeserializer input = new DataInputDeserializer();
    private final DataOutputSerializer output = new DataOutputSerializer(64);
    private byte[] buffer = new byte[64];

    AccumulatorFunction(
            AggregateFunction<I, A, O> function,
            TypeSerializer<A> accumulators,
            TypeSerializer<I> values) {
        this.function = function;
        this.accumulators = accumulators.duplicate();
        this.values = values.duplicate();
    }

    @Override
    public int offerFirst(byte[] offered, int offset, int lengthBytes) {
        return write(
                function.add(value(offered, offset, lengthBytes), function.createAccumulator()));
    }

    @Override
    public int offer(long current, int currentBytes, byte[] offered, int offset, int lengthBytes) {
        A accumulator = accumulator(current, currentBytes);
        return write(function.add(value(offered, offset, lengthBytes), accumulator));
    }

    @Override
    public int merge(long current, int currentBytes, long other, int otherBytes) {
        A first = accumulator(current, currentBytes);
        return write(function.merge(first, accumulator(other, otherBytes)));
    }

    /** Half as much again, as most that grow go on growing. */
    @Override
    public int capacityFor(int lengthBytes) {
        return lengthBytes + lengthBytes / 2;
    }

    @Override
    public ValueFunction duplicate() {
        return new AccumulatorFunction<>(function, accumulators, values);
    }

    private I value(byte[] bytes, int offset, int lengthBytes) {
        try {
            input.setBuffer(bytes, offset, lengthBytes);
            return values.deserialize(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private A accumulator(long address, int bytes) {
        if (buffer.length < bytes) {
            buffer = new byte[Math.max(bytes, 2 * buffer.length)];
        }
        RawMemory.copyToArray(address, buffer, 0, bytes);
        try {
            input.setBuffer(buffer, 0, bytes);
            return accumulators.deserialize(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int write(A accumulator) {
        try {
            output.clear();
            accumulators.serialize(accumulator, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] result = openResult(output.length());
        System.arraycopy(output.getSharedBuffer(), 0, result, 0, output.length());
        return RESULT;
    }
}
