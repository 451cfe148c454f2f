package io.plimsoll.cli.column;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant (edit distance of Damerau, 1964, and Levenshtein). */
public final class NearestName {

    /** Of a name's characters this part may be wrong. */
    private static final int WRONG_FRACTION = 3;

    private NearestName() {}

    /** The nearest of some names, if one is near. */
    public static Optional<String> of(String typed, Collection<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int maxDistance = Math.max(1, wanted.length() / WRONG_FRACTION);
        return names.stream()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= maxDistance)
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= maxDistance)
                .min(
                        Comparator.comparingInt(
                                name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /** As the end of a message: {@code ; did you mean price?}, or nothing. */
    public static String hint(String typed, Collection<String> names) {
        return of(typed, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static int distance(String left, String right) {
        int[][] rows = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, left, right, i, j);
            }
        }
        return rows[left.length()][right.length()];
    }

    private static int step(int[][] rows, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int distance = rows[i - 1][j - 1] + (same ? 0 : 1);
        distance = Math.min(distance, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(distance, 1 + rows[i - 2][j - 2]) : distance;
    }
}
