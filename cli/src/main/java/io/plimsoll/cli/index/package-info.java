/**
 * {@code plimsoll index}.
 *
 * <p><b>May enter:</b> the command, its options and what it prints. <b>May not enter:</b> how an
 * index is made (module {@code index} knows).
 *
 * <p><b>Threads.</b> The command runs on the main thread; the threads of the build are the
 * module's.
 */
@NullMarked
package io.plimsoll.cli.index;

import org.jspecify.annotations.NullMarked;
