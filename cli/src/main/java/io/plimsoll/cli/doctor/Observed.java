package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.cluster.Cluster;
import java.util.Optional;

/**
 * What was looked at beside files.
 *
 * @param bridge what the memory of a running process consists of
 * @param cluster what the memory of a cluster's processes is used for
 */
record Observed(Optional<Bridge> bridge, Optional<Cluster> cluster) {}
