package io.plimsoll.index.format;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The files of an index besides its manifest. */
public enum FileKind {
    /** Dictionary: term to document frequency and posting list. */
    TERMS(1, "terms", "PLMTERMS"),
    /** Posting lists too long for the dictionary. */
    POSTINGS(2, "postings", "PLMPOSTS"),
    /** Document names by document id. */
    NAMES(3, "names", "PLMNAMES"),
    /** Number of tokens by document id. */
    LENGTHS(4, "lengths", "PLMLENGT");

    private static final Pattern FILE_NAME =
            Pattern.compile("(terms|postings|names|lengths)-[0-9a-f]{8}\\.plx");

    private final byte code;
    private final String stem;
    private final String magic;

    FileKind(int code, String stem, String magic) {
        this.code = (byte) code;
        this.stem = stem;
        this.magic = magic;
    }

    /** First part of the file's name. */
    public String stem() {
        return stem;
    }

    /** What stands for it in a block's checksum. */
    byte code() {
        return code;
    }

    byte[] magic() {
        byte[] bytes = magic.getBytes(StandardCharsets.US_ASCII);
        assert bytes.length == IndexLayout.VERSION_OFFSET : magic;
        return bytes;
    }

    /** Whether an index may have a file of that name. */
    public static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches();
    }

    /**
     * The name of a file with this content: two indexes in one folder never share a file by chance.
     */
    public String fileName(int contentCrc) {
        return "%s-%08x.plx".formatted(stem, contentCrc);
    }
}
