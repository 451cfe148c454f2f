package io.plimsoll.cli.lint;

/**
 * A file of which nothing can be said.
 *
 * @param name its name, as a user knows it
 * @param reason why, with the name
 */
record UnreadFile(String name, String reason) {}
