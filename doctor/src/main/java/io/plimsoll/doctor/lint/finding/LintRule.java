package io.plimsoll.doctor.lint.finding;

/** What is looked for. The ids are for good. */
public enum LintRule {
    /** A text is no YAML. */
    YAML_BROKEN("YAML-BROKEN", LintLevel.ERROR, "The text is no YAML"),
    /** A text is YAML, but not of a form that its reader takes. */
    YAML_SHAPE("YAML-SHAPE", LintLevel.ERROR, "The structure is not what its reader takes"),
    /** A text is a template. */
    TEMPLATE("TEMPLATE", LintLevel.NOTE, "A template can't be read before it is rendered"),
    /** A line of the old file is skipped or cut. */
    LINE_SKIPPED("LINE-SKIPPED", LintLevel.WARNING, "Flink skips the line, or part of it"),
    /** A version of Flink doesn't read such a file. */
    FILE_UNREAD("FILE-UNREAD", LintLevel.WARNING, "This version of Flink does not read the file"),
    /** No version reads a key. */
    KEY_UNKNOWN("KEY-UNKNOWN", LintLevel.WARNING, "The option does not exist"),
    /** No version reads a key that articles give. */
    KEY_INVENTED("KEY-INVENTED", LintLevel.WARNING, "The option exists in articles only"),
    /** Other versions read a key. */
    KEY_VERSION("KEY-VERSION", LintLevel.WARNING, "The option is one of another version"),
    /** A key is read, but there is a newer one. */
    KEY_OLD("KEY-OLD", LintLevel.NOTE, "The option has a newer name"),
    /** A key is there twice. */
    KEY_DUPLICATE("KEY-DUPLICATE", LintLevel.ERROR, "The option is set twice"),
    /** A key has no value. */
    VALUE_MISSING("VALUE-MISSING", LintLevel.ERROR, "The option has no value"),
    /** A value can't be read. */
    VALUE_TYPE("VALUE-TYPE", LintLevel.ERROR, "The value can't be read"),
    /** A size has no unit. */
    VALUE_UNIT("VALUE-UNIT", LintLevel.WARNING, "The size has no unit, and counts bytes"),
    /** A value is out of its range. */
    VALUE_RANGE("VALUE-RANGE", LintLevel.ERROR, "The value is out of range"),
    /** Both totals are set. */
    TOTALS_BOTH("TOTALS-BOTH", LintLevel.WARNING, "Both totals are set"),
    /** There is no plan. */
    MEMORY_SUM("MEMORY-SUM", LintLevel.ERROR, "The sizes do not fit together"),
    /** RocksDB gets too little. */
    ROCKSDB_STARVED("ROCKSDB-STARVED", LintLevel.ERROR, "RocksDB has too little memory in a slot"),
    /** There are too few network buffers. */
    NETWORK_FEW("NETWORK-FEW", LintLevel.WARNING, "There are too few network buffers"),
    /** A container's limit is not the process's size. */
    LIMIT_PROCESS("LIMIT-PROCESS", LintLevel.ERROR, "The container's limit is not the process"),
    /** A quantity is not what Kubernetes takes, or far from what is meant. */
    QUANTITY("QUANTITY", LintLevel.ERROR, "The quantity is not what it seems"),
    /** A JVM's arguments exceed the container. */
    JVM_LIMIT("JVM-LIMIT", LintLevel.ERROR, "The JVM may outgrow its container"),
    /** A JVM can't read an argument. */
    JVM_OPTION("JVM-OPTION", LintLevel.ERROR, "The JVM does not take the argument"),
    /** An argument that Flink sets itself. */
    JVM_OF_FLINK("JVM-OF-FLINK", LintLevel.WARNING, "Flink sets this argument of the JVM itself");

    private final String id;
    private final LintLevel level;
    private final String title;

    LintRule(String id, LintLevel level, String title) {
        this.id = id;
        this.level = level;
        this.title = title;
    }

    /** Returns the name by which users know it. */
    public String id() {
        return id;
    }

    /** Returns how bad it is as a rule. */
    public LintLevel level() {
        return level;
    }

    /** Returns what it finds, in a few words. */
    public String title() {
        return title;
    }
}
