package io.plimsoll.plan.flink;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import java.util.Arrays;

/** Makes the exceptions that end a derivation. */
final class Conflicts {

    private Conflicts() {}

    static ConflictException of(Category category, String message, FlinkOption... options) {
        return new ConflictException(
                new Conflict(
                        category, message, Arrays.stream(options).map(FlinkOption::key).toList()));
    }
}
