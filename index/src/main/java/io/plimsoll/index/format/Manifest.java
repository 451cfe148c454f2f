package io.plimsoll.index.format;

import io.plimsoll.index.IndexCorruptionException;
import io.plimsoll.index.IndexStatistics;
import io.plimsoll.index.IndexTargetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The list of an index's files and counts: a small text whose last line is its checksum.
 *
 * <pre>
 * plimsoll-index 1
 * documents 15224
 * tokens 29613000
 * terms 412000
 * postings 5100000
 * file terms-0f32c1aa.plx 4711 0f32c1aa          name, bytes, CRC32C of all but the footer
 * file postings-...
 * file names-...
 * file lengths-...
 * crc32c 89abcdef                                of every byte before this line
 * </pre>
 *
 * <p>A folder is an index from the instant in which it has a file of this name.
 *
 * @param files one of each kind, in the order of the kinds
 */
public record Manifest(IndexStatistics statistics, List<SealedFile> files) {

    /** Name of the file in the index folder. */
    public static final String FILE_NAME = "plimsoll-index.manifest";

    private static final String MARK = "plimsoll-index ";
    private static final String CRC_MARK = "crc32c ";
    private static final int MAX_BYTES = 4096;
    private static final Pattern FILE_LINE =
            Pattern.compile("([a-z]+)-([0-9a-f]{8})\\.plx ([0-9]{1,18}) ([0-9a-f]{8})");

    public Manifest {
        files = List.copyOf(files);
        if (!files.stream().map(SealedFile::kind).toList().equals(List.of(FileKind.values()))) {
            throw new IllegalArgumentException("files=" + files + " (expected one of each kind)");
        }
    }

    /** Where the manifest of an index in that folder is. */
    public static Path in(Path folder) {
        return folder.resolve(FILE_NAME);
    }

    public SealedFile file(FileKind kind) {
        return files.get(List.of(FileKind.values()).indexOf(kind));
    }

    /** The manifest as the bytes of its file. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(512);
        text.append(MARK).append(IndexLayout.VERSION).append('\n');
        text.append("documents ").append(statistics.documents()).append('\n');
        text.append("tokens ").append(statistics.tokens()).append('\n');
        text.append("terms ").append(statistics.terms()).append('\n');
        text.append("postings ").append(statistics.postings()).append('\n');
        for (FileKind kind : FileKind.values()) {
            SealedFile file = file(kind);
            text.append(
                    "file %s %d %08x\n"
                            .formatted(file.name(), file.sizeBytes(), file.contentCrc()));
        }
        int crc = crc(text.toString());
        text.append(CRC_MARK).append("%08x\n".formatted(crc));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static int crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return (int) crc.getValue();
    }

    /**
     * Reads the manifest of a folder.
     *
     * @throws IndexTargetException if the folder holds no index, or one of another version
     * @throws IndexCorruptionException if the manifest is not what was written
     */
    public static Manifest read(Path folder) throws IOException {
        Path path = in(folder);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES);
        } catch (AccessDeniedException denied) {
            throw new IndexTargetException(folder, "permission denied");
        } catch (FileSystemException missing) {
            throw new IndexTargetException(
                    folder, Files.isDirectory(folder) ? "not an index" : "no such folder");
        }
        return decode(folder, path, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static Manifest decode(Path folder, Path path, String text) throws IOException {
        int crcAt = text.lastIndexOf(CRC_MARK);
        if (crcAt < 0
                || !text.substring(crcAt)
                        .equals(CRC_MARK + "%08x\n".formatted(crc(text.substring(0, crcAt))))) {
            throw new IndexCorruptionException(path, 0, "it does not match its checksum");
        }
        List<String> lines = text.substring(0, crcAt).lines().toList();
        String version = lines.isEmpty() ? "unknown" : lines.getFirst().replace(MARK, "");
        if (!version.equals(String.valueOf(IndexLayout.VERSION))) {
            throw new IndexTargetException(
                    folder,
                    "an index of version "
                            + version
                            + " (expected "
                            + IndexLayout.VERSION
                            + "): build it again");
        }
        Lines rest = new Lines(path, new ArrayList<>(lines.subList(1, lines.size())));
        IndexStatistics statistics =
                new IndexStatistics(
                        rest.number("documents"),
                        rest.number("tokens"),
                        rest.number("terms"),
                        rest.number("postings"));
        List<SealedFile> files = new ArrayList<>();
        for (FileKind kind : FileKind.values()) {
            files.add(rest.file(kind));
        }
        return new Manifest(statistics, files);
    }

    /** The lines not yet read; a line out of place means that another writer made the file. */
    private record Lines(Path path, List<String> rest) {

        private String value(String name) throws IndexCorruptionException {
            if (rest.isEmpty() || !rest.getFirst().startsWith(name + " ")) {
                throw new IndexCorruptionException(path, 0, "the line '" + name + "' is missing");
            }
            return rest.removeFirst().substring(name.length() + 1);
        }

        long number(String name) throws IndexCorruptionException {
            String value = value(name);
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException malformed) {
                throw new IndexCorruptionException(path, 0, name + "=" + value);
            }
        }

        SealedFile file(FileKind kind) throws IndexCorruptionException {
            var line = FILE_LINE.matcher(value("file"));
            if (!line.matches()
                    || !line.group(1).equals(kind.stem())
                    || !line.group(2).equals(line.group(4))) {
                throw new IndexCorruptionException(
                        path, 0, "the line of the " + kind.stem() + " file is malformed");
            }
            int crc = Integer.parseUnsignedInt(line.group(4), 16);
            return new SealedFile(kind, kind.fileName(crc), Long.parseLong(line.group(3)), crc);
        }
    }
}
