/**
 * Bugs that others have had, put into {@code memory} one at a time: for each some test of that
 * module must fail, and none may without.
 *
 * <p><b>May enter:</b> bugs with a name and a history, as small replacements of source text. A tool
 * that mutates at random (PIT) was considered: it can't say "the tag of a stack's head", takes
 * hours over a module whose tests are models and races, and its survivors must be judged one by
 * one.
 *
 * <p><b>Threads:</b> one.
 */
package io.plimsoll.mutations;
