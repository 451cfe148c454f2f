package io.plimsoll.cli.plan.format;

import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.plan.MemoryPart;
import java.util.List;
import java.util.Locale;

/** A plan as a picture: one bar, and a legend. It needs nothing from elsewhere. */
public final class PlanPicture {

    private static final int WIDTH = 960;
    private static final int MARGIN = 24;
    private static final int BAR_TOP = 56;
    private static final int BAR_HEIGHT = 64;
    private static final int ROW_HEIGHT = 24;

    private PlanPicture() {}

    /** Draws a plan as SVG. */
    public static String svg(Planned answer) {
        List<MemoryPart> parts = answer.plan().parts();
        List<PartMark> marks = PartMark.of(parts);
        int legendTop = BAR_TOP + BAR_HEIGHT + ROW_HEIGHT;
        int height = legendTop + ROW_HEIGHT * parts.size() + MARGIN;
        String title = "%s: %s".formatted(answer.subject(), answer.plan().total());
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="14">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%d" y="36" font-size="18" fill="#222222">%s</text>
                """
                        .formatted(WIDTH, height, escaped(title), MARGIN, escaped(title)));
        double total = Math.max(1, answer.plan().total().bytes());
        double x = MARGIN;
        for (int i = 0; i < parts.size(); i++) {
            double width = parts.get(i).size().bytes() / total * (WIDTH - 2 * MARGIN);
            svg.append(bar(parts.get(i), marks.get(i), x, width));
            svg.append(legend(parts.get(i), marks.get(i), legendTop + i * ROW_HEIGHT, total));
            x += width;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(MemoryPart part, PartMark mark, double x, double width) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\""
                        + " stroke=\"#ffffff\"><title>%s</title></rect>\n",
                x,
                BAR_TOP,
                width,
                BAR_HEIGHT,
                mark.svgColour(),
                escaped(part.name() + " " + part.size() + ": " + part.reason()));
    }

    private static String legend(MemoryPart part, PartMark mark, int top, double total) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"#222222\">%s</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#222222\">%s</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\""
                        + " fill=\"#222222\">%.1f %%</text>\n",
                MARGIN,
                top,
                mark.svgColour(),
                MARGIN + 24,
                top + 12,
                escaped(part.name()),
                MARGIN + 320,
                top + 12,
                part.size().shown(),
                MARGIN + 400,
                top + 12,
                100 * part.size().bytes() / total);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
