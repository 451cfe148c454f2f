package io.plimsoll.index;

import java.nio.file.Path;

/** The folder is not an index that can be opened, or not one that may be replaced. */
public final class IndexTargetException extends IndexException {

    private static final long serialVersionUID = 1L;

    private final transient Path folder;

    /**
     * @param what one phrase that completes "folder: ..."
     */
    public IndexTargetException(Path folder, String what) {
        super(folder + ": " + what, null);
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }
}
