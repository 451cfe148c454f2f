package io.plimsoll.doctor.lint.finding;

/** How bad a finding is. */
public enum LintLevel {
    /** A process won't start, or will be killed. */
    ERROR,
    /** Something has no effect, or will go wrong. */
    WARNING,
    /** Something to know. */
    NOTE
}
