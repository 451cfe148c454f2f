package io.plimsoll.operators.join.row;

import java.io.IOException;

/** Takes the results of a join, one at a time. */
@FunctionalInterface
public interface JoinConsumer {

    /**
     * Takes a result: a pair, or one record and another that is not {@linkplain
     * JoinRecord#isPresent present}. Both are valid during the call.
     *
     * @throws IOException when it can't be taken; the join ends with it
     */
    void accept(JoinRecord left, JoinRecord right) throws IOException;
}
