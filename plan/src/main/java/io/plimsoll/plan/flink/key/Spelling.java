package io.plimsoll.plan.flink.key;

import java.util.Locale;

/**
 * How far one key is from another: the number of characters to insert, delete, replace or swap with
 * their neighbours (optimal string alignment). Case and the kind of separator count as half a
 * character, as that is what one misremembers; so keys that differ in nothing else are nearest.
 */
final class Spelling {

    /** A whole character; half of one is 1. */
    static final int CHARACTER = 2;

    private Spelling() {}

    /**
     * Returns the distance in half characters, or more than the limit if it is more.
     *
     * @param limit in half characters
     */
    static int distance(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) * CHARACTER > limit) {
            return limit + 1;
        }
        // What both begin and end with costs nothing.
        int shorter = Math.min(left.length(), right.length());
        int start = 0;
        while (start < shorter && left.charAt(start) == right.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
            end++;
        }
        return aligned(
                left.substring(start, left.length() - end),
                right.substring(start, right.length() - end),
                limit);
    }

    private static int aligned(String left, String right, int limit) {
        int[] before = new int[right.length() + 1];
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j * CHARACTER;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i * CHARACTER;
            int least = row[0];
            for (int j = 1; j <= right.length(); j++) {
                row[j] = step(left, right, i, j, before, above, row);
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return limit + 1;
            }
            before = above;
            above = row;
        }
        return above[right.length()];
    }

    private static int step(
            String left, String right, int i, int j, int[] before, int[] above, int[] row) {
        char a = left.charAt(i - 1);
        char b = right.charAt(j - 1);
        int best = Math.min(above[j], row[j - 1]) + CHARACTER;
        best = Math.min(best, above[j - 1] + replacing(a, b));
        boolean swapped =
                i > 1 && j > 1 && a == right.charAt(j - 2) && left.charAt(i - 2) == b && a != b;
        return swapped ? Math.min(best, before[j - 2] + CHARACTER) : best;
    }

    private static int replacing(char a, char b) {
        if (a == b) {
            return 0;
        }
        boolean alike = lower(a) == lower(b) || (isSeparator(a) && isSeparator(b));
        return alike ? CHARACTER / 2 : CHARACTER;
    }

    private static int lower(char c) {
        return String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0);
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-' || c == '_';
    }
}
