package io.plimsoll.cli.plan.format;

import io.plimsoll.plan.MemoryPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a part is told from the others in a picture.
 *
 * @param letter in plain text
 * @param terminalColour of a terminal's 256
 * @param svgColour of a picture, told apart by the colour-blind too
 */
record PartMark(char letter, int terminalColour, String svgColour) {

    /** Okabe and Ito's colours, lightened, and greys for what the JVM takes. */
    private static final String[] SVG = {
        "#56B4E9", "#0072B2", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#CC79A7", "#999999",
        "#BBBBBB", "#777777"
    };

    private static final int[] TERMINAL = {117, 25, 35, 227, 214, 166, 175, 246, 250, 241};

    private static final String SPARE = "0123456789";

    /** Of a part whose letter would depend on which others there are. */
    private static final Map<String, Character> FIXED = Map.of("malloc", 'L');

    /** Marks for parts: a letter of each one's name that no other has. */
    static List<PartMark> of(List<MemoryPart> parts) {
        List<PartMark> marks = new ArrayList<>();
        StringBuilder used = new StringBuilder();
        for (MemoryPart part : parts) {
            int index = marks.size();
            char letter = letter(part.name(), used);
            used.append(letter);
            marks.add(
                    new PartMark(
                            letter, TERMINAL[index % TERMINAL.length], SVG[index % SVG.length]));
        }
        return marks;
    }

    private static char letter(String name, StringBuilder used) {
        Character fixed = FIXED.get(name);
        if (fixed != null) {
            return fixed;
        }
        String candidates = name.toUpperCase(java.util.Locale.ROOT) + SPARE;
        for (int i = 0; i < candidates.length(); i++) {
            char letter = candidates.charAt(i);
            if (Character.isLetterOrDigit(letter) && used.indexOf(String.valueOf(letter)) < 0) {
                return letter;
            }
        }
        return '?';
    }
}
