package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.MemoryPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a derivation has found so far: parts by name with their reasons, and notes. */
final class Ledger {

    private final Map<String, MemoryPart> parts = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Enters a part that an option sets. */
    ByteSize configured(String name, FlinkOption option, OptionReader options) {
        return derived(name, option, options.size(option), options.origin(option));
    }

    /** Enters a part that a rule made. */
    ByteSize derived(String name, FlinkOption option, ByteSize size, String reason) {
        parts.put(name, new MemoryPart(name, size, option.key(), reason));
        return size;
    }

    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return notes;
    }

    MemoryPart part(String name) {
        MemoryPart part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("part=" + name + " (expected one that was entered)");
        }
        return part;
    }

    ByteSize size(String name) {
        return part(name).size();
    }

    /** The sum of some parts. */
    ByteSize sum(String... names) {
        return Arrays.stream(names).map(this::size).reduce(ByteSize.ZERO, ByteSize::plus);
    }

    /** Some parts in words: name, size, and which option would change it. */
    String words(String... names) {
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(words.isEmpty() ? "" : " + ").append(name).append(' ').append(size(name));
        }
        return words.toString();
    }

    /** What is left of a whole, which the parts must not exceed. */
    ByteSize rest(FlinkOption wholeOption, ByteSize whole, Category category, String... names) {
        ByteSize sum = sum(names);
        if (sum.compareTo(whole) > 0) {
            List<String> keys = new ArrayList<>();
            keys.add(wholeOption.key());
            Arrays.stream(names).map(name -> part(name).option()).forEach(keys::add);
            throw new ConflictException(
                    new Conflict(
                            category,
                            "%s = %s exceed %s=%s by %s"
                                    .formatted(
                                            words(names),
                                            sum,
                                            wholeOption.key(),
                                            whole,
                                            sum.minus(whole)),
                            keys));
        }
        return whole.minus(sum);
    }
}
