package io.plimsoll.operators.partition;

import java.io.IOException;

/** Sees records that lie in memory, one at a time. */
@FunctionalInterface
public interface RecordVisitor {

    /** Sees a record, of which {@link HashedRecord} tells more. */
    void visit(long record) throws IOException;
}
