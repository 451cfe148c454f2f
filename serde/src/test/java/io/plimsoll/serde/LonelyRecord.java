package io.plimsoll.serde;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A record without a class around it, which a class loader can define by itself. */
record LonelyRecord(@Nullable BigDecimal amount, @Nullable String currency) {}
