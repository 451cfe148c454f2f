package io.plimsoll.plan.flink;

import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.List;
import java.util.stream.Stream;

/** Lists of levers. */
final class Levers {

    private Levers() {}

    /** All of some options in one direction. */
    static List<Lever> of(OptionReader reader, Direction direction, List<FlinkOption> options) {
        return options.stream().map(option -> reader.lever(option, direction)).toList();
    }

    static Lever opposite(Lever lever) {
        return new Lever(lever.option(), lever.kind(), lever.direction().opposite(), lever.now());
    }

    static List<Lever> opposite(List<Lever> levers) {
        return levers.stream().map(Levers::opposite).toList();
    }

    static List<Lever> joined(List<Lever> first, List<Lever> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
