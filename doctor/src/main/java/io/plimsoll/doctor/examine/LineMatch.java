package io.plimsoll.doctor.examine;

import io.plimsoll.doctor.rule.LinePattern;
import io.plimsoll.doctor.rule.Values;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern matched in a line.
 *
 * @param values the texts of its groups
 * @param start where the match begins
 * @param end where it ends
 */
record LineMatch(Values values, int start, int end) {

    /**
     * Matches a pattern; null if it isn't found, or what must hold of its values doesn't.
     *
     * @throws BudgetedText.Exhausted if the pattern takes too long
     */
    static @Nullable LineMatch of(LinePattern pattern, String line) {
        LineMatch match = found(pattern, line);
        if (match == null) {
            return null;
        }
        return pattern.when() == null || pattern.when().holds(match.values) ? match : null;
    }

    private static @Nullable LineMatch found(LinePattern pattern, String line) {
        Pattern regex = pattern.regex();
        if (regex == null) {
            int start = line.indexOf(pattern.contains());
            return start < 0
                    ? null
                    : new LineMatch(new Values(), start, start + pattern.contains().length());
        }
        Matcher matcher = regex.matcher(new BudgetedText(line, BudgetedText.STANDARD_LOOKS));
        try {
            if (!matcher.find()) {
                return null;
            }
        } catch (StackOverflowError tooDeep) {
            throw new BudgetedText.Exhausted();
        }
        Values values = new Values();
        for (Map.Entry<String, Integer> group : regex.namedGroups().entrySet()) {
            String text = matcher.group(group.getValue());
            if (text != null) {
                values.put(group.getKey(), text);
            }
        }
        return new LineMatch(values, matcher.start(), matcher.end());
    }
}
