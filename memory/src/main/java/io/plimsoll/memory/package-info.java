/** Managed off-heap memory: pages, pools and one budget for the process. */
@NullMarked
package io.plimsoll.memory;

import org.jspecify.annotations.NullMarked;
