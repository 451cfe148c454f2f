package io.plimsoll.doctor.finding;

/** How bad a finding is. */
public enum Severity {
    /** A process died, could not start, or lost data. */
    CRITICAL,
    /** Something will go wrong, or is slow. */
    WARNING
}
