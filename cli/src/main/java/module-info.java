/** The command line. */
module io.plimsoll.cli {
    requires static transitive org.jspecify;
    requires ch.randelshofer.fastdoubleparser;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires io.plimsoll.doctor;
    requires io.plimsoll.index;
    requires io.plimsoll.memory;
    requires io.plimsoll.operators;
    requires io.plimsoll.plan;
    requires io.plimsoll.serde;
    requires io.plimsoll.spill;
    requires org.snakeyaml.engine.v2;

    opens io.plimsoll.cli to
            info.picocli;
    opens io.plimsoll.cli.aggregate to
            info.picocli;
    opens io.plimsoll.cli.command to
            info.picocli;
    opens io.plimsoll.cli.doctor to
            info.picocli;
    opens io.plimsoll.cli.index to
            info.picocli;
    opens io.plimsoll.cli.join to
            info.picocli;
    opens io.plimsoll.cli.lint to
            info.picocli;
    opens io.plimsoll.cli.plan to
            info.picocli;
    opens io.plimsoll.cli.search to
            info.picocli;
    opens io.plimsoll.cli.sort to
            info.picocli;
}
