package io.plimsoll.index.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.index.format.document.LengthsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/layouts.md} says against the constants, and against the bytes of a file. */
class IndexLayoutTest {

    private static final int CHARACTERS_PER_BYTE = 4;
    private static final Pattern ROW = Pattern.compile("^ +(\\d+) +(\\|[^:]*\\|)(?: .*)?$");

    @TempDir Path folder;

    private static String section() throws IOException {
        String text = Files.readString(Path.of("../docs/layouts.md"));
        String from = text.substring(text.indexOf("## Inverted index"));
        int next = from.indexOf("\n## ");
        return next < 0 ? from : from.substring(0, next);
    }

    /** Field to first byte and length, as a ruler of eight bytes a row draws them. */
    private static Map<String, String> ruler(String name) throws IOException {
        String from = section();
        from = from.substring(from.indexOf("\n" + name + " "));
        from = from.substring(0, Math.min(end(from, "\n\n"), end(from, "```")));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : from.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                int offset = Integer.parseInt(row.group(1));
                String cells = row.group(2);
                int start = 0;
                for (int bar = cells.indexOf('|', 1); bar > 0; bar = cells.indexOf('|', bar + 1)) {
                    fields.put(
                            cells.substring(start + 1, bar).strip(),
                            place(
                                    offset + start / CHARACTERS_PER_BYTE,
                                    (bar - start) / CHARACTERS_PER_BYTE));
                    start = bar;
                }
            }
        }
        return fields;
    }

    private static int end(String text, String mark) {
        int at = text.indexOf(mark, 1);
        return at < 0 ? text.length() : at;
    }

    private static String place(int offset, int bytes) {
        return offset + "+" + bytes;
    }

    @Test
    void theHeaderIsAsDrawn() throws IOException {
        assertThat(ruler("header"))
                .containsExactly(
                        Map.entry("magic", place(IndexLayout.MAGIC_OFFSET, 8)),
                        Map.entry("version", place(IndexLayout.VERSION_OFFSET, 4)),
                        Map.entry("zero", place(IndexLayout.ZERO_OFFSET, 4)));
        assertThat(IndexLayout.HEADER_BYTES).isEqualTo(16);
        assertThat(section()).contains("version " + IndexLayout.VERSION);
        assertThat(section())
                .contains(
                        Stream.of(FileKind.values())
                                .map(kind -> new String(kind.magic(), StandardCharsets.US_ASCII))
                                .toList());
    }

    @Test
    void theFooterIsAsDrawn() throws IOException {
        assertThat(ruler("footer"))
                .containsExactly(
                        Map.entry("rootOffset", place(IndexLayout.FOOTER_ROOT_OFFSET, 8)),
                        Map.entry("rootLength", place(IndexLayout.FOOTER_ROOT_LENGTH_OFFSET, 4)),
                        Map.entry("height", place(IndexLayout.FOOTER_HEIGHT_OFFSET, 4)),
                        Map.entry("entries", place(IndexLayout.FOOTER_ENTRIES_OFFSET, 8)),
                        Map.entry("fileCrc", place(IndexLayout.FOOTER_FILE_CRC_OFFSET, 4)),
                        Map.entry("footerCrc", place(IndexLayout.FOOTER_CRC_OFFSET, 4)));
        assertThat(IndexLayout.FOOTER_BYTES).isEqualTo(32);
    }

    @Test
    void theBlockIsAsDrawn() throws IOException {
        String ruler =
                section()
                        .lines()
                        .filter(line -> line.startsWith("block "))
                        .collect(Collectors.joining());
        assertThat(ruler.strip().split(" +"))
                .containsExactly(
                        "block",
                        String.valueOf(IndexLayout.BLOCK_KIND_OFFSET),
                        String.valueOf(IndexLayout.BLOCK_LENGTH_OFFSET),
                        String.valueOf(IndexLayout.BLOCK_PAYLOAD_OFFSET));
    }

    @Test
    void theNumbersInTheTextAreThoseOfTheCode() throws IOException {
        assertThat(section().replace("\n", " "))
                .contains("exceeds " + IndexLayout.TABLE_BLOCK_BYTES + " bytes")
                .contains("at most " + IndexLayout.INLINE_POSTINGS_BYTES + " bytes")
                .contains("up to " + IndexLayout.LEAF_POSTINGS + " postings")
                .contains("up to " + IndexLayout.NODE_CHILDREN + " children")
                .contains(IndexLayout.LENGTHS_PER_BLOCK + " in each block")
                .contains("its " + IndexLayout.BLOCK_OVERHEAD_BYTES + " bytes of overhead")
                .contains(IndexLayout.BLOCK_TABLE_LEAF + " leaf of a table")
                .contains(IndexLayout.BLOCK_TABLE_NODE + " node of a table")
                .contains(IndexLayout.BLOCK_POSTINGS_LEAF + " leaf of a posting list")
                .contains(IndexLayout.BLOCK_POSTINGS_NODE + " node of a posting list")
                .contains(IndexLayout.BLOCK_LENGTHS + " lengths")
                .contains("rotated right by " + BlockSeal.MASK_SHIFT + " bits")
                .contains("0x%08X".formatted(BlockSeal.MASK))
                .contains(
                        Stream.of(FileKind.values())
                                .map(kind -> kind.code() + " " + kind.stem())
                                .collect(Collectors.joining(", ")));
    }

    /** The file as a reader of the document would take it apart, byte by byte. */
    @Test
    void aFileIsLaidOutAsTheDocumentSays() throws IOException {
        SealedFile sealed;
        try (IndexFileWriter file = IndexFileWriter.create(folder, FileKind.LENGTHS)) {
            LengthsWriter lengths = new LengthsWriter(file, 300);
            lengths.add(300);
            lengths.add(7);
            sealed = lengths.finish();
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(sealed.name()));
        assertThat(bytes).hasSize(16 + 9 + 4 + 32);
        assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("PLMLENGT");
        assertThat(bytes).startsWith(new byte[] {'P', 'L', 'M', 'L', 'E', 'N', 'G', 'T', 1});
        assertThat(Arrays.copyOfRange(bytes, 16, 25)).containsExactly(5, 4, 0, 0, 0, 0x2C, 1, 7, 0);
        assertThat(bytes[29 + IndexLayout.FOOTER_HEIGHT_OFFSET]).isEqualTo((byte) 2);
        assertThat(bytes[29 + IndexLayout.FOOTER_ENTRIES_OFFSET]).isEqualTo((byte) 2);
    }
}
