/**
 * A file system for tests that fails as real ones do. Tests of other modules use it through this
 * module's test jar.
 *
 * <p>What may enter: faults of files and directories, whatever spilling is to survive or to report.
 * What may not: anything that spilling keeps to itself; only {@link io.plimsoll.spill.file} is
 * known here.
 *
 * <p>Thread rule: any thread.
 */
package io.plimsoll.spill.fault;
