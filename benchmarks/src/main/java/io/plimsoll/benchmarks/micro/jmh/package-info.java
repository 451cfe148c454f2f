/**
 * JMH, from outside: what it is told, how it is started, what it answers.
 *
 * <p><b>What may enter:</b> flags of virtual machines, JMH's arguments, names and files. Not: which
 * benchmarks there are, what we want of their figures, tables.
 *
 * <p><b>Threads.</b> All is confined to one thread; JMH and what it starts are processes of their
 * own.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Every library is measured with the same flags, which give each peer what makes it fastest.
 *   <li>No process outlives the call that started it.
 *   <li>A start of JMH that measures nothing is a failure.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.micro.jmh;

import org.jspecify.annotations.NullMarked;
