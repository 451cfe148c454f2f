package io.plimsoll.cli;

/** How commands end. */
final class ExitCodes {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;

    /** Something was found that should be looked at. */
    static final int FINDINGS = 10;

    /** Something was found that must be. */
    static final int CRITICAL_FINDINGS = 11;

    private ExitCodes() {}
}
