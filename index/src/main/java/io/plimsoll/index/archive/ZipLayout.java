package io.plimsoll.index.archive;

/**
 * Where the fields of a zip file are (PKWARE APPNOTE 6.3.10), as far as reading it needs; all
 * little-endian.
 */
final class ZipLayout {

    static final int LOCAL_MARK = 0x04034B50;
    static final int LOCAL_NAME_LENGTH = 26;
    static final int LOCAL_EXTRA_LENGTH = 28;
    static final int LOCAL_BYTES = 30;

    static final int CENTRAL_MARK = 0x02014B50;
    static final int CENTRAL_FLAGS = 8;
    static final int CENTRAL_METHOD = 10;
    static final int CENTRAL_CRC = 16;
    static final int CENTRAL_STORED_SIZE = 20;
    static final int CENTRAL_SIZE = 24;
    static final int CENTRAL_NAME_LENGTH = 28;
    static final int CENTRAL_EXTRA_LENGTH = 30;
    static final int CENTRAL_COMMENT_LENGTH = 32;
    static final int CENTRAL_LOCAL_OFFSET = 42;
    static final int CENTRAL_BYTES = 46;

    static final int END_MARK = 0x06054B50;
    static final int END_ENTRIES = 10;
    static final int END_CENTRAL_SIZE = 12;
    static final int END_CENTRAL_OFFSET = 16;
    static final int END_COMMENT_LENGTH = 20;
    static final int END_BYTES = 22;

    static final int LOCATOR64_MARK = 0x07064B50;
    static final int LOCATOR64_END_OFFSET = 8;
    static final int LOCATOR64_BYTES = 20;

    static final int END64_MARK = 0x06064B50;
    static final int END64_ENTRIES = 32;
    static final int END64_CENTRAL_SIZE = 40;
    static final int END64_CENTRAL_OFFSET = 48;
    static final int END64_BYTES = 56;

    static final int EXTRA_ZIP64 = 1;
    static final int FLAG_ENCRYPTED = 1;
    static final int METHOD_STORED = 0;
    static final int METHOD_DEFLATED = 8;

    /** A 16-bit or 32-bit field that says "look into the 64-bit record". */
    static final int ELSEWHERE_16 = 0xFFFF;

    static final long ELSEWHERE_32 = 0xFFFF_FFFFL;

    private ZipLayout() {}
}
