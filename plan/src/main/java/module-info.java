/** The memory model of a process: what its parts are, and what decides their sizes. */
module io.plimsoll.plan {
    requires static org.jspecify;

    exports io.plimsoll.plan;
    exports io.plimsoll.plan.flink;
    exports io.plimsoll.plan.flink.key;
    exports io.plimsoll.plan.flink.option;
    exports io.plimsoll.plan.jvm;
    exports io.plimsoll.plan.profile;
    exports io.plimsoll.plan.remedy;
}
