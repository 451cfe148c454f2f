package io.plimsoll.serde.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random operations give the same bytes and values as the data streams of the JDK. */
class ViewModelTest {

    /** Writes something to any view and knows how to read it. */
    private record Step(Write write, Read read) {}

    @FunctionalInterface
    private interface Write {
        void to(DataOutputView target) throws IOException;
    }

    @FunctionalInterface
    private interface Read {
        Object from(DataInputView source) throws IOException;
    }

    @Property(tries = 500)
    void viewsAgreeWithTheStreamsOfTheJdk(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int pageSize,
            @ForAll @IntRange(max = 3) int headerLength)
            throws IOException {
        List<Step> steps = randomSteps(new Random(seed));
        try (TestPages pages = new TestPages(pageSize + headerLength, headerLength)) {
            check(steps, pages);
        }
    }

    private static void check(List<Step> steps, TestPages pages) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputView model = new StreamViews.Output(expected);
        DataOutputSerializer array = new DataOutputSerializer(1);
        for (Step step : steps) {
            step.write.to(model);
            step.write.to(array);
            step.write.to(pages.output());
        }

        byte[] bytes = expected.toByteArray();
        assertThat(array.wrapAsByteBuffer()).isEqualTo(ByteBuffer.wrap(bytes));
        byte[] paged = new byte[bytes.length];
        pages.input().readFully(paged);
        assertThat(ByteBuffer.wrap(paged)).isEqualTo(ByteBuffer.wrap(bytes));

        byte[] shifted = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, shifted, 4, bytes.length);
        readAll(
                steps,
                new StreamViews.Input(new ByteArrayInputStream(bytes)),
                List.of(
                        new DataInputDeserializer(bytes),
                        new DataInputDeserializer(shifted, 4, bytes.length),
                        pages.input()));
    }

    private static void readAll(List<Step> steps, DataInputView model, List<DataInputView> views)
            throws IOException {
        for (Step step : steps) {
            Object expected = step.read.from(model);
            for (DataInputView view : views) {
                Object actual = step.read.from(view);
                if (!expected.equals(actual)) {
                    fail("%s read %s (expected %s)", view, actual, expected);
                }
            }
        }
        for (DataInputView view : views) {
            assertThat(view.read(new byte[1])).isEqualTo(-1);
            assertThat(view.read(new byte[0])).isZero();
            assertThat(view.skipBytes(1)).isZero();
            assertThat(view.readLine()).isNull();
        }
    }

    private static List<Step> randomSteps(Random random) {
        List<Step> steps = new ArrayList<>();
        int count = random.nextInt(30);
        for (int i = 0; i < count; i++) {
            steps.add(random.nextBoolean() ? number(random) : sequence(random));
        }
        return steps;
    }

    private static Step number(Random random) {
        long v = random.nextLong() >> random.nextInt(64);
        return switch (random.nextInt(13)) {
            case 0 -> new Step(out -> out.writeByte((int) v), DataInputView::readByte);
            case 1 -> new Step(out -> out.writeByte((int) v), DataInputView::readUnsignedByte);
            case 2 -> new Step(out -> out.writeShort((int) v), DataInputView::readShort);
            case 3 -> new Step(out -> out.writeShort((int) v), DataInputView::readUnsignedShort);
            case 4 -> new Step(out -> out.writeChar((int) v), DataInputView::readChar);
            case 5 -> new Step(out -> out.writeInt((int) v), DataInputView::readInt);
            case 6 -> new Step(out -> out.writeLong(v), DataInputView::readLong);
            case 7 -> new Step(out -> out.writeBoolean(v > 0), DataInputView::readBoolean);
            case 8 ->
                    new Step(
                            out -> out.writeFloat(Float.intBitsToFloat((int) v)),
                            in -> Float.floatToRawIntBits(in.readFloat()));
            case 9 ->
                    new Step(
                            out -> out.writeDouble(Double.longBitsToDouble(v)),
                            in -> Double.doubleToRawLongBits(in.readDouble()));
            case 10 -> new Step(out -> out.writeVarInt((int) v), DataInputView::readVarInt);
            case 11 -> new Step(out -> out.writeVarLong(v), DataInputView::readVarLong);
            default -> new Step(out -> out.write((int) v), DataInputView::readByte);
        };
    }

    private static Step sequence(Random random) {
        String text = randomText(random);
        byte[] bytes = new byte[random.nextInt(120)];
        random.nextBytes(bytes);
        int from = random.nextInt(bytes.length + 1);
        int length = random.nextInt(bytes.length - from + 1);
        return switch (random.nextInt(9)) {
            case 0 -> new Step(out -> out.writeUTF(text), DataInputView::readUTF);
            case 1 -> new Step(out -> out.writeString(text), DataInputView::readString);
            case 2 ->
                    new Step(
                            out -> out.writeChars(text),
                            in -> ByteBuffer.wrap(in.readBytes(2 * text.length())));
            case 3 ->
                    new Step(
                            out -> out.writeBytes(text),
                            in -> ByteBuffer.wrap(in.readBytes(text.length())));
            case 4 ->
                    new Step(
                            out -> out.write(bytes),
                            in -> ByteBuffer.wrap(in.readBytes(bytes.length)));
            case 5 -> new Step(out -> out.write(bytes, from, length), in -> in.skipBytes(length));
            case 6 ->
                    new Step(
                            out ->
                                    out.write(
                                            new DataInputDeserializer(bytes, from, length), length),
                            in -> {
                                in.skipBytesToRead(length);
                                return length;
                            });
            case 7 ->
                    new Step(
                            out -> out.writeBytes("line " + from + "\r\n"),
                            DataInputView::readLine);
            default ->
                    new Step(
                            out -> out.write(bytes, from, length),
                            in -> {
                                byte[] target = new byte[from + length];
                                in.readFully(target, from, length);
                                return ByteBuffer.wrap(target);
                            });
        };
    }

    /**
     * Half of the texts are plain, the others hold characters of all lengths and odd surrogates.
     */
    private static String randomText(Random random) {
        boolean plain = random.nextBoolean();
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextBoolean() ? 10 : 400);
        for (int i = 0; i < length; i++) {
            if (plain) {
                text.append((char) ('a' + random.nextInt(26)));
            } else {
                text.append((char) random.nextInt(1 << random.nextInt(17)));
            }
        }
        return text.toString();
    }
}
