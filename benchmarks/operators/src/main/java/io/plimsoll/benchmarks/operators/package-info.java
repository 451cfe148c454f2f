/**
 * Operators and their peers, each measured in a process of its own: {@code benchmarks/run
 * operators} starts {@link io.plimsoll.benchmarks.operators.OperatorProgram} once for each
 * contestant and run.
 *
 * <p><b>What may enter:</b> a task in the words of one engine, rows from formulas. Not: SQL, which
 * the starting module has; time and memory, which it measures from outside.
 *
 * <p><b>Threads.</b> A contestant's own matter; its {@link
 * io.plimsoll.benchmarks.operators.Assignment} says how many.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>All contestants get the same rows in the same order, made while they run.
 *   <li>What a contestant answers depends on all of its result: the starting module compares
 *       answers of different engines.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.operators;

import org.jspecify.annotations.NullMarked;
