/**
 * Raw memory: reads and writes at absolute addresses, without bounds checks.
 *
 * <p><b>May enter:</b> operations on addresses that the caller owns. <b>May not enter:</b> anything
 * that allocates memory or knows who owns it. Only modules of this house see the package.
 *
 * <p><b>Threads:</b> only {@link io.plimsoll.memory.access.RawAtomics} synchronizes; a byte that
 * two threads share needs a happens-before edge of its own, as a plain Java field would.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>With assertions on, an access outside live regions is an {@link AssertionError}; with
 *       assertions off it is undefined behaviour.
 *   <li>No operation but {@code view}, {@code segment} and {@code crc32c} creates an object that
 *       outlives the call.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.access;

import org.jspecify.annotations.NullMarked;
