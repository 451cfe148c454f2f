package io.plimsoll.plan.jvm;

import io.plimsoll.plan.Lever.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be known of an application. */
public enum JvmOption {
    /** The limit of the whole process: what its container has. */
    SIZE(Kind.SIZE, null),
    /** The heap, if it is not to be what is left. */
    HEAP(Kind.SIZE, null),
    /** Direct buffers at most. */
    DIRECT(Kind.SIZE, "64m"),
    /** What libraries other than the JVM allocate: RocksDB, compression, inference. */
    NATIVE(Kind.SIZE, "0b"),
    /** Plimsoll's managed memory. */
    MANAGED(Kind.SIZE, "0b"),
    /** The stack of each thread. */
    STACK(Kind.SIZE, "1m"),
    /** Classes that are loaded at most. */
    CLASSES(Kind.COUNT, "12000"),
    /** Threads of the application at most. */
    THREADS(Kind.COUNT, "100"),
    /** Cores: the JVM has more threads of its own with more of them. */
    CORES(Kind.COUNT, "2"),
    /** The garbage collector, if it is not to be advised. */
    COLLECTOR(Kind.OTHER, null),
    /** The version of Java, for the flags. */
    JAVA(Kind.COUNT, "25");

    private final Kind kind;
    private final @Nullable String defaultValue;

    JvmOption(Kind kind, @Nullable String defaultValue) {
        this.kind = kind;
        this.defaultValue = defaultValue;
    }

    /** Returns its name in a configuration. */
    public String key() {
        return this == JAVA ? "java-version" : name().toLowerCase(Locale.ROOT);
    }

    /** Returns what its values are. */
    public Kind kind() {
        return kind;
    }

    /** Returns what holds if it is not set; null if there is nothing. */
    public @Nullable String defaultValue() {
        return defaultValue;
    }
}
