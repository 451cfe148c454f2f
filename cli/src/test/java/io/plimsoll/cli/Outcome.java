package io.plimsoll.cli;

/** What a command did: its exit code, and what it printed. */
public record Outcome(int exitCode, String out, String err) {}
