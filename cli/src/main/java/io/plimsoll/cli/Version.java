package io.plimsoll.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "plimsoll " + number() + " (Java " + Runtime.version().feature() + ")"
        };
    }

    /** The version that was built. */
    static String number() {
        return Version.class.getModule().getDescriptor().rawVersion().orElse("development");
    }
}
