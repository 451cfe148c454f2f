package io.plimsoll.index.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The definition of a term, written with strings and without regard to speed. */
public final class NaiveTokenizer {

    private NaiveTokenizer() {}

    public static List<String> terms(byte[] text) {
        String decoded = new String(text, StandardCharsets.UTF_8);
        List<String> terms = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        decoded.codePoints()
                .forEach(codePoint -> {
                    if (Character.isLetterOrDigit(codePoint)) {
                        run.appendCodePoint(codePoint);
                    } else {
                        end(run, terms);
                    }
                });
        end(run, terms);
        return terms;
    }

    private static void end(StringBuilder run, List<String> terms) {
        if (!run.isEmpty()) {
            String lower = run.toString().toLowerCase(Locale.ROOT);
            int bytes = lower.getBytes(StandardCharsets.UTF_8).length;
            terms.add(bytes <= 1024 ? lower : fingerprint(run.toString()));
            run.setLength(0);
        }
    }

    private static String fingerprint(String run) {
        StringBuilder lower = new StringBuilder();
        run.codePoints()
                .forEach(codePoint ->
                        lower.append(
                                codePoint == 0x3A3
                                        ? "\u03C3"
                                        : Character.toString(codePoint).toLowerCase(Locale.ROOT)));
        StringBuilder prefix = new StringBuilder();
        int bytes = 0;
        for (int codePoint : lower.codePoints().toArray()) {
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > 991) {
                break;
            }
            prefix.appendCodePoint(codePoint);
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(lower.toString().getBytes(StandardCharsets.UTF_8));
            return prefix + "~" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
