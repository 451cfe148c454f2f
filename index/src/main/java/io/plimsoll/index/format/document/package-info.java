/**
 * What an index knows of a document: its name and its length.
 *
 * <p>Thread rule: writers and readers belong to one thread.
 */
@NullMarked
package io.plimsoll.index.format.document;

import org.jspecify.annotations.NullMarked;
