/**
 * Sorting, grouping and joining rows that are made while they are consumed: engines, not programs.
 *
 * <p><b>What may enter:</b> tasks, and how engines are told to do them. Not: how they do it, which
 * for those in Java is the module beside this one; how it is measured.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 */
@NullMarked
package io.plimsoll.benchmarks.operators;

import org.jspecify.annotations.NullMarked;
