package io.plimsoll.benchmarks.micro.jmh;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose operations are measured. The name of a benchmark's class begins with the library's. Of ours
 * there are three ways to hold a block, and three levels of following what is held; the first is
 * the one that is compared.
 */
public enum Library {
    PLIMSOLL("Plimsoll"),
    PLIMSOLL_BUDDY("Plimsoll buddy"),
    PLIMSOLL_DISABLED("Plimsoll disabled"),
    PLIMSOLL_ADVANCED("Plimsoll advanced"),
    FLINK("Flink"),
    AGRONA("Agrona"),
    NETTY("Netty"),
    NETTY_POOLED("Netty pooled"),
    NETTY_ADAPTIVE("Netty adaptive"),
    ARROW_UNSAFE("Arrow unsafe"),
    ARROW_NETTY("Arrow Netty"),
    MALLOC("malloc"),
    JDK("JDK");

    private final String label;

    Library(String label) {
        this.label = label;
    }

    /** Its name in tables. */
    public String label() {
        return label;
    }

    /** Whether it is somebody else's. */
    public boolean isPeer() {
        return !label.startsWith(PLIMSOLL.label);
    }

    /**
     * The library of a class.
     *
     * @param simpleName of the class: {@code NettyPooledPages}
     */
    public static Optional<Library> ofClass(String simpleName) {
        String name = simpleName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(library -> name.startsWith(library.prefix()))
                .max(Comparator.comparingInt(library -> library.prefix().length()));
    }

    private String prefix() {
        return label.toLowerCase(Locale.ROOT).replace(" ", "");
    }
}
