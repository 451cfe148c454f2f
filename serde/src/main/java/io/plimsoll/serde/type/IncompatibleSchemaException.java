package io.plimsoll.serde.type;

import java.io.IOException;
import java.util.List;

/** Data was written by a type that cannot be read as what the type is now. */
public final class IncompatibleSchemaException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    IncompatibleSchemaException(List<String> reasons) {
        super("the data cannot be read as its type is now: " + String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** Returns each reason: the way to a field, what was written there, what is expected. */
    public List<String> reasons() {
        return reasons == null ? List.of() : reasons;
    }
}
