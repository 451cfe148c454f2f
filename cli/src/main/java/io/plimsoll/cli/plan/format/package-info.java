/**
 * What plans look like: tables and pictures for people, JSON, YAML and lines for other programs.
 *
 * <p><b>May enter:</b> answers, and text made of them. <b>May not enter:</b> planning, files.
 *
 * <p><b>Threads.</b> Every method is a function of its arguments.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>For programs, sizes are whole bytes; for people they are rounded, and the bytes beside
 *       them.
 *   <li>Escape sequences are printed only where colours are asked for.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.plan.format;

import org.jspecify.annotations.NullMarked;
