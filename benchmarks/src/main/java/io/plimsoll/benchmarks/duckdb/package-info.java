/**
 * DuckDB as a process of its own: statements in, its exit code out.
 *
 * <p><b>What may enter:</b> how the driver is unpacked and started. Not: what it is asked, which
 * each benchmark says. {@link io.plimsoll.benchmarks.duckdb.DuckDbProgram} is the main class of
 * another process.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 */
@NullMarked
package io.plimsoll.benchmarks.duckdb;

import org.jspecify.annotations.NullMarked;
