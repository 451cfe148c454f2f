package io.plimsoll.doctor.finding;

/**
 * Where a symptom was seen.
 *
 * @param source the file, or what stands for one
 * @param line the line, from 1; 0 if the source has none
 * @param text the matched text, cut to what a person reads
 */
public record Evidence(String source, long line, String text) {

    /** Returns the place as compilers write it. */
    public String place() {
        return line == 0 ? source : source + ":" + line;
    }
}
