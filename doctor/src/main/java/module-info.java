/** What symptoms mean: logs read against rules, and advice with computed numbers. */
module io.plimsoll.doctor {
    requires static org.jspecify;
    requires transitive io.plimsoll.plan;
    requires com.fasterxml.jackson.core;
    requires java.management;
    // finds the connector of a local agent
    requires java.management.rmi;
    requires java.net.http;
    requires jdk.attach;
    requires org.snakeyaml.engine.v2;

    exports io.plimsoll.doctor;
    exports io.plimsoll.doctor.bridge;
    exports io.plimsoll.doctor.cluster;
    exports io.plimsoll.doctor.finding;
    exports io.plimsoll.doctor.jvm;
    exports io.plimsoll.doctor.lint;
    exports io.plimsoll.doctor.lint.finding;
    exports io.plimsoll.doctor.process;
    exports io.plimsoll.doctor.rest;
    exports io.plimsoll.doctor.rule;
}
