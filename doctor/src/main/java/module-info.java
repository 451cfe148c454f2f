/** What symptoms mean: logs read against rules, and advice with computed numbers. */
module io.plimsoll.doctor {
    requires static org.jspecify;
    requires transitive io.plimsoll.plan;
    requires org.snakeyaml.engine.v2;

    exports io.plimsoll.doctor;
    exports io.plimsoll.doctor.finding;
    exports io.plimsoll.doctor.lint;
    exports io.plimsoll.doctor.lint.finding;
    exports io.plimsoll.doctor.rule;
}
