/**
 * {@code plimsoll plan}.
 *
 * <p><b>May enter:</b> the command and its options. <b>May not enter:</b> what is answered ({@code
 * answer}) and what it looks like ({@code format}).
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 */
@NullMarked
package io.plimsoll.cli.plan;

import org.jspecify.annotations.NullMarked;
