package io.plimsoll.spill.extent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentLayoutTest {

    private static final Pattern ROW =
            Pattern.compile("^(?: \\*)? *(\\d+) +(\\|.*\\|)(?: +(page \\d))?$");
    private static final int CHARACTERS_PER_BYTE = 4;

    /** Field to first byte and length, as a ruler draws them. */
    private static Map<String, int[]> fields(String text) {
        Map<String, int[]> fields = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                addRow(fields, Integer.parseInt(row.group(1)), row.group(2), row.group(3));
            }
        }
        return fields;
    }

    private static void addRow(Map<String, int[]> fields, int offset, String cells, String page) {
        int start = 0;
        for (int bar = cells.indexOf('|', 1); bar > 0; bar = cells.indexOf('|', bar + 1)) {
            String name = cells.substring(start + 1, bar).strip();
            assertThat(start % CHARACTERS_PER_BYTE).as("place of %s", name).isZero();
            assertThat(bar % CHARACTERS_PER_BYTE).as("end of %s", name).isZero();
            int[] place = {
                offset + start / CHARACTERS_PER_BYTE, (bar - start) / CHARACTERS_PER_BYTE
            };
            fields.put(page == null ? name : page + " " + name, place);
            start = bar;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../docs/layouts.md",
                "src/main/java/io/plimsoll/spill/extent/ExtentLayout.java"
            })
    void theRulerAgreesWithTheConstants(String file) throws Exception {
        String text = Files.readString(Path.of(file));
        int section = Math.max(0, text.indexOf("## Spill extents"));
        int next = text.indexOf("\n## ", section);
        Map<String, int[]> fields =
                fields(text.substring(section, next < 0 ? text.length() : next));
        int slot1 = ExtentLayout.TABLE_OFFSET + ExtentLayout.SLOT_BYTES;
        Map<String, int[]> expected = new LinkedHashMap<>();
        expected.put("magic", at(ExtentLayout.MAGIC_OFFSET, 4));
        expected.put("headerCrc", at(ExtentLayout.HEADER_CRC_OFFSET, 4));
        expected.put("version", at(ExtentLayout.VERSION_OFFSET, 2));
        expected.put("codec", at(ExtentLayout.CODEC_OFFSET, 2));
        expected.put("slots", at(ExtentLayout.SLOTS_OFFSET, 2));
        expected.put("pages", at(ExtentLayout.PAGES_OFFSET, 2));
        expected.put("fileId", at(ExtentLayout.FILE_ID_OFFSET, 8));
        expected.put("extent", at(ExtentLayout.EXTENT_OFFSET, 4));
        expected.put("rawBytes", at(ExtentLayout.RAW_BYTES_OFFSET, 4));
        expected.put("storedBytes", at(ExtentLayout.STORED_BYTES_OFFSET, 4));
        expected.put("payloadCrc", at(ExtentLayout.PAYLOAD_CRC_OFFSET, 4));
        expected.put("rank", at(ExtentLayout.RANK_OFFSET, 8));
        expected.put(
                "page 0 used", at(ExtentLayout.TABLE_OFFSET + ExtentLayout.SLOT_USED_OFFSET, 4));
        expected.put(
                "page 0 stored",
                at(ExtentLayout.TABLE_OFFSET + ExtentLayout.SLOT_STORED_OFFSET, 4));
        expected.put("page 1 used", at(slot1 + ExtentLayout.SLOT_USED_OFFSET, 4));
        expected.put("page 1 stored", at(slot1 + ExtentLayout.SLOT_STORED_OFFSET, 4));
        expected.forEach((name, place) -> assertThat(fields.get(name)).as(name).isEqualTo(place));
    }

    private static int[] at(int offset, int bytes) {
        return new int[] {offset, bytes};
    }

    @Test
    void theHeaderEndsWithItsTable() {
        assertThat(ExtentLayout.headerBytes(0)).isEqualTo(ExtentLayout.TABLE_OFFSET);
        assertThat(ExtentLayout.headerBytes(16))
                .isEqualTo(ExtentLayout.TABLE_OFFSET + 16 * ExtentLayout.SLOT_BYTES);
    }
}
