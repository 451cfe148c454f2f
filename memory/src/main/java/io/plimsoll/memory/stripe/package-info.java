/**
 * How threads spread over the cells of what they share.
 *
 * <p><b>May enter:</b> arithmetic of stripes. <b>May not enter:</b> what is in a cell, and how it
 * is changed.
 *
 * <p><b>Threads:</b> there is no state.
 */
@NullMarked
package io.plimsoll.memory.stripe;

import org.jspecify.annotations.NullMarked;
