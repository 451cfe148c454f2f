/**
 * Asking a server that speaks HTTP and JSON, whoever that really is: addresses, answers, failures.
 *
 * <p><b>May enter:</b> the protocol, bounded reading of answers. <b>May not enter:</b> what an
 * answer means ({@code cluster}).
 *
 * <p><b>Threads:</b> a client and its answers are for one thread; the platform's client has threads
 * of its own behind them.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Nothing but GET is sent, and nothing to another server than the one that was named.
 *   <li>Each wait for bytes has an end, and ends in a message that says what to look at.
 *   <li>Memory does not grow with an answer, whatever is in it.
 *   <li>Passwords are in no message.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.rest;

import org.jspecify.annotations.NullMarked;
