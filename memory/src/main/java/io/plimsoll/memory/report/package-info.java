/**
 * Reports: what a manager tells those who listen, or else its log.
 *
 * <p><b>May enter:</b> the making of reports from what others counted and followed, and the ways to
 * those who take them. <b>May not enter:</b> counting and following itself ({@code budget}, {@code
 * tracking}); the reports as values ({@code leak}, {@code snapshot}).
 *
 * <p><b>Threads:</b> any thread may call any method. Listeners are called under no lock of this
 * module.
 */
@NullMarked
package io.plimsoll.memory.report;

import org.jspecify.annotations.NullMarked;
