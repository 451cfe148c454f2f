package io.plimsoll.benchmarks.sort;

/** What fills a line up. It decides how well temporary files can be compressed. */
public enum Filler {
    /** One letter again and again: compresses very well. */
    CONSTANT,
    /** Random letters and digits: hardly compresses. */
    RANDOM
}
