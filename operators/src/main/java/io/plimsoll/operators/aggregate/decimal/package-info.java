/**
 * Functions of a group's decimal numbers, exact: a number is its digits and how many of them stand
 * behind the point.
 *
 * <p><b>May enter:</b> states of fixed size over decimals. <b>May not enter:</b> how decimals are
 * written or read, and functions of other types ({@code operators.aggregate.function}).
 *
 * <p><b>Threads.</b> A function may be used by any thread, a state by one at a time.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>No digit is lost: what does not fit is an {@link ArithmeticException}.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.aggregate.decimal;

import org.jspecify.annotations.NullMarked;
