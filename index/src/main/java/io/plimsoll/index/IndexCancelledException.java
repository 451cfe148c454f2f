package io.plimsoll.index;

/** Building stopped because it was cancelled; the target is as it was before. */
public final class IndexCancelledException extends IndexException {

    private static final long serialVersionUID = 1L;

    public IndexCancelledException() {
        super("indexing was cancelled", null);
    }
}
