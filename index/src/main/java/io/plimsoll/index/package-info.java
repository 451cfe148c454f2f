/** Inverted indexes over text: built in bounded memory, searched without loading them. */
@NullMarked
package io.plimsoll.index;

import org.jspecify.annotations.NullMarked;
