/**
 * What a job tells about itself: progress while it runs, a summary and a report in the end.
 *
 * <p><b>What may enter:</b> what is printed or written for people and scripts to watch a job. Not:
 * data.
 *
 * <p><b>Threads.</b> Progress is drawn by a thread of its own.
 */
@NullMarked
package io.plimsoll.cli.report;

import org.jspecify.annotations.NullMarked;
