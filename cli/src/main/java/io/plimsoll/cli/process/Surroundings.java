package io.plimsoll.cli.process;

import java.nio.file.Path;

/**
 * Where a command runs, as its environment and the launcher tell.
 *
 * @param coloured whether standard output is a terminal whose user wants colours
 * @param systemRoot what stands for {@code /} when the system is asked; tests describe another
 */
public record Surroundings(boolean coloured, Path systemRoot) {

    /** Reads them. {@code NO_COLOR} (no-color.org), whatever it says, turns colours off. */
    public static Surroundings read() {
        String noColour = System.getenv("NO_COLOR");
        String root = System.getenv("PLIMSOLL_SYSTEM_ROOT");
        boolean wanted =
                (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Surroundings(
                wanted && Boolean.getBoolean("plimsoll.terminal.output"),
                Path.of(root == null || root.isEmpty() ? "/" : root));
    }
}
