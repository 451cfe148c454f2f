package io.plimsoll.index.archive;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.index.IndexInputException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {

    @TempDir Path folder;

    @Test
    void deliversEntriesInTheOrderOfTheDirectory() throws IOException {
        Map<String, byte[]> entries = entries();
        assertThat(read(zip(entries, "a comment"))).containsExactlyEntriesOf(entries);
        assertThat(read(zip(Map.of(), ""))).isEmpty();
    }

    @Test
    void bytesBeforeTheArchiveAreSkipped() throws IOException {
        byte[] archive = zip(entries(), "");
        byte[] prefixed = new byte[archive.length + 1234];
        System.arraycopy(archive, 0, prefixed, 1234, archive.length);
        assertThat(read(prefixed)).containsExactlyEntriesOf(entries());
    }

    /** More entries than 16 bits count: the count and the place of the directory have 64. */
    @Test
    void anArchiveOfManyEntriesIsRead() throws IOException {
        Path file = folder.resolve("many.zip");
        try (ZipOutputStream out =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < 70_000; i++) {
                out.putNextEntry(new java.util.zip.ZipEntry("entry-" + i));
            }
        }
        ZipArchive archive = ZipArchive.open("many.zip", file);
        int count = 0;
        for (ZipEntry entry = archive.nextEntry(); entry != null; entry = archive.nextEntry()) {
            if (!entry.name().equals("entry-" + count++)) {
                assertThat(entry.name()).isEqualTo("entry-" + (count - 1));
            }
        }
        assertThat(count).isEqualTo(70_000);
        archive.release();
    }

    @Test
    void sizesAndOffsetsOf64BitsAreRead() throws IOException {
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        assertThat(read(zip64("name", content))).containsExactly(Map.entry("name", content));
    }

    @Test
    void eachTruncationIsAnError() throws IOException {
        byte[] archive = zip(entries(), "");
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> read(cut))
                    .as("length %d", length)
                    .isInstanceOf(IndexInputException.class)
                    .hasMessageContaining("in.zip");
        }
    }

    /**
     * A reader that searches for the directory finds the inner one in what is left of the outer.
     */
    @Test
    void aTruncatedArchiveOfArchivesIsNotTakenForTheInnerOne() throws IOException {
        byte[] inner = zip(entries(), "");
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(outer)) {
            put(out, "inner.zip", inner, true);
            put(out, "next", new byte[99], true);
        }
        byte[] cut = Arrays.copyOf(outer.toByteArray(), inner.length + 100);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(IndexInputException.class);
    }

    @Test
    void aFlippedBitIsAnErrorOrHarmlessToTheContent() throws IOException {
        byte[] archive = zip(entries(), "");
        for (int bit = 0; bit < archive.length * Byte.SIZE; bit += 7) {
            byte[] flipped = archive.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                // Names have no checksum in a zip file: content is compared.
                assertThat(read(flipped).values())
                        .as("bit %d", bit)
                        .containsExactlyElementsOf(entries().values());
            } catch (IOException error) {
                assertThat(error).as("bit %d", bit).isInstanceOf(IndexInputException.class);
            }
        }
    }

    @Test
    void anEncryptedEntryIsRefused() throws IOException {
        byte[] archive = zip(Map.of("secret", new byte[9]), "");
        int directory = indexOf(archive, ZipLayout.CENTRAL_MARK);
        archive[directory + ZipLayout.CENTRAL_FLAGS] |= 1;
        assertThatThrownBy(() -> read(archive)).hasMessage("in.zip!/secret: it is encrypted");
        archive[directory + ZipLayout.CENTRAL_FLAGS] &= ~1;
        archive[directory + ZipLayout.CENTRAL_METHOD] = 12;
        assertThatThrownBy(() -> read(archive))
                .hasMessage("in.zip!/secret: compression method 12 is not supported");
    }

    private static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        byte[] noise = new byte[300];
        new Random(1).nextBytes(noise);
        entries.put("b/text.txt", "word ".repeat(50).getBytes(StandardCharsets.UTF_8));
        entries.put("a/noise", noise);
        entries.put("empty", new byte[0]);
        entries.put("größe", "größe".getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries, String comment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            boolean stored = false;
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue(), stored);
                stored = !stored;
            }
            out.setComment(comment);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream out, String name, byte[] content, boolean stored)
            throws IOException {
        java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry(name);
        entry.setTime(0);
        if (stored) {
            entry.setMethod(ZipOutputStream.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc(content));
        }
        out.putNextEntry(entry);
        out.write(content);
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    /** A stored entry whose sizes and offset are all in the 64-bit extra field. */
    private static byte[] zip64(String name, byte[] content) throws IOException {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] local = new byte[ZipLayout.LOCAL_BYTES];
        ByteBuffer.wrap(local)
                .order(LITTLE_ENDIAN)
                .putInt(0, ZipLayout.LOCAL_MARK)
                .putShort(ZipLayout.LOCAL_NAME_LENGTH, (short) utf8.length);
        byte[] central = new byte[ZipLayout.CENTRAL_BYTES];
        ByteBuffer.wrap(central)
                .order(LITTLE_ENDIAN)
                .putInt(0, ZipLayout.CENTRAL_MARK)
                .putInt(ZipLayout.CENTRAL_CRC, (int) crc(content))
                .putInt(ZipLayout.CENTRAL_SIZE, -1)
                .putInt(ZipLayout.CENTRAL_STORED_SIZE, -1)
                .putInt(ZipLayout.CENTRAL_LOCAL_OFFSET, -1)
                .putShort(ZipLayout.CENTRAL_NAME_LENGTH, (short) utf8.length)
                .putShort(ZipLayout.CENTRAL_EXTRA_LENGTH, (short) 32);
        byte[] extra = new byte[32];
        ByteBuffer.wrap(extra)
                .order(LITTLE_ENDIAN)
                .putShort((short) 0x5455)
                .putShort((short) 0)
                .putShort((short) ZipLayout.EXTRA_ZIP64)
                .putShort((short) 24)
                .putLong(content.length)
                .putLong(content.length)
                .putLong(0);
        int centralOffset = local.length + utf8.length + content.length;
        int centralBytes = central.length + utf8.length + extra.length;
        byte[] end = new byte[ZipLayout.END_BYTES];
        ByteBuffer.wrap(end)
                .order(LITTLE_ENDIAN)
                .putInt(0, ZipLayout.END_MARK)
                .putShort(ZipLayout.END_ENTRIES, (short) 1)
                .putInt(ZipLayout.END_CENTRAL_SIZE, centralBytes)
                .putInt(ZipLayout.END_CENTRAL_OFFSET, centralOffset);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {local, utf8, content, central, utf8, extra, end}) {
            archive.writeBytes(part);
        }
        return archive.toByteArray();
    }

    private static int indexOf(byte[] bytes, int mark) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getInt(at) != mark) {
            at++;
        }
        return at;
    }

    private Map<String, byte[]> read(byte[] bytes) throws IOException {
        Path file = folder.resolve("in.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes);
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ZipArchive archive = ZipArchive.open("in.zip", file);
        try {
            for (ZipEntry entry = archive.nextEntry(); entry != null; entry = archive.nextEntry()) {
                entries.put(entry.name(), content(archive, entry));
            }
        } finally {
            archive.release();
        }
        return entries;
    }

    private static byte[] content(ZipArchive archive, ZipEntry entry) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(77);
        try (ReadableByteChannel channel = archive.open(entry)) {
            while (channel.read(buffer.clear()) >= 0) {
                content.write(buffer.array(), 0, buffer.position());
            }
        }
        return content.toByteArray();
    }
}
