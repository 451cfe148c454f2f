/** Plimsoll beside its peers, each measured from outside, in a process of its own. */
module io.plimsoll.benchmarks {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires java.sql;

    opens io.plimsoll.benchmarks to
            info.picocli;
}
