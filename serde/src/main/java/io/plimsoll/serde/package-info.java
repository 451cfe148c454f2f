/** Records to pages and back: views, serializers and normalized keys. */
@NullMarked
package io.plimsoll.serde;

import org.jspecify.annotations.NullMarked;
