/**
 * {@code plimsoll search}.
 *
 * <p><b>May enter:</b> the command, its options and what hits look like. <b>May not enter:</b> how
 * an index is read (module {@code index} knows).
 *
 * <p><b>Threads.</b> Everything is confined to the command's thread.
 */
@NullMarked
package io.plimsoll.cli.search;

import org.jspecify.annotations.NullMarked;
