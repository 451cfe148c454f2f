package io.plimsoll.cli.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "plimsoll " + number() + " (Java " + Runtime.version().feature() + ")"
        };
    }

    /** The version that was built. */
    public static String number() {
        return Version.class.getModule().getDescriptor().rawVersion().orElse("development");
    }
}
