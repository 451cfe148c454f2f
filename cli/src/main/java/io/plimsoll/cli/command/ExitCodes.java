package io.plimsoll.cli.command;

/** How commands end. */
public final class ExitCodes {

    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;

    /** Something was found that should be looked at. */
    public static final int FINDINGS = 10;

    /** Something was found that must be. */
    public static final int CRITICAL_FINDINGS = 11;

    private ExitCodes() {}
}
