package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a derivation has found so far: parts by name with their reasons, and notes. */
final class Ledger {

    private static final String FRAMEWORK = ".framework.";

    private final OptionReader options;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** A part, and the options that would change its size. */
    private record Entry(MemoryPart part, List<FlinkOption> options) {}

    Ledger(OptionReader options) {
        this.options = options;
    }

    /** Enters a part that an option sets. */
    ByteSize configured(String name, FlinkOption option) {
        return derived(name, List.of(option), options.size(option), options.origin(option));
    }

    /** Enters a part that a rule made from some options, or would make of the first. */
    ByteSize derived(String name, List<FlinkOption> sources, ByteSize size, String reason) {
        MemoryPart part = new MemoryPart(name, size, sources.getFirst().key(), reason);
        entries.put(name, new Entry(part, sources));
        return size;
    }

    void note(String note) {
        notes.add(note);
    }

    /** Notes that an option has no effect, if it is set. */
    void noteIgnored(FlinkOption option, String why) {
        String key = options.keyInUse(option);
        if (key != null) {
            note("%s=%s has no effect: %s".formatted(key, options.valueOf(key), why));
        }
    }

    List<String> notes() {
        return notes;
    }

    MemoryPart part(String name) {
        return entry(name).part;
    }

    ByteSize size(String name) {
        return part(name).size();
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("part=" + name + " (expected one that was entered)");
        }
        return entry;
    }

    /** The sum of some parts. */
    ByteSize sum(List<String> names) {
        return names.stream().map(this::size).reduce(ByteSize.ZERO, ByteSize::plus);
    }

    /**
     * What would move some parts. What Flink itself needs is left alone where it has its default:
     * nobody should take from it.
     */
    List<Lever> levers(Direction direction, List<String> names) {
        return names.stream()
                .flatMap(name -> entry(name).options.stream())
                .filter(option -> options.isSet(option) || !option.key().contains(FRAMEWORK))
                .map(option -> options.lever(option, direction))
                .toList();
    }

    /** Some parts in words. */
    String words(List<String> names) {
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(words.isEmpty() ? "" : " + ").append(name).append(' ').append(size(name));
        }
        return words.toString();
    }

    /** What is left of a whole, which the parts must not exceed. */
    ByteSize rest(FlinkOption wholeOption, ByteSize whole, Category category, String... parts) {
        List<String> names = Arrays.asList(parts);
        ByteSize sum = sum(names);
        if (sum.compareTo(whole) > 0) {
            throw new ConflictException(
                    category,
                    "%s = %s exceed %s by %s"
                            .formatted(
                                    words(names),
                                    sum,
                                    wholeIn(wholeOption, whole),
                                    sum.minus(whole)),
                    Levers.joined(
                            List.of(options.lever(wholeOption, Direction.RAISE)),
                            levers(Direction.LOWER, names)));
        }
        return whole.minus(sum);
    }

    /** A whole in words: an option's value, or what is left of it for Flink. */
    private String wholeIn(FlinkOption option, ByteSize whole) {
        ByteSize set = options.size(option);
        return set.equals(whole)
                ? option.key() + "=" + whole
                : "the %s that %s=%s leaves for Flink".formatted(whole, option.key(), set);
    }
}
