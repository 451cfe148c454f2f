/**
 * Views over pages: values that may begin in one page and end in another.
 *
 * <p>What may enter: views over segments, the pages of a pool that they lease, steps from page to
 * page. What may not: operations that a view over an array does not have, and what the pages mean.
 *
 * <p>Thread rule: a view belongs to one thread at a time, and so do its pages.
 *
 * <p>Invariants, besides those of {@link io.plimsoll.serde.view}:
 *
 * <ol>
 *   <li>P1 what is read does not depend on where the pages end.
 *   <li>P2 while a value crosses no edge, one comparison is all that its page costs.
 *   <li>P3 a view that leases pages gives all of them back when it is closed.
 * </ol>
 */
@NullMarked
package io.plimsoll.serde.page;

import org.jspecify.annotations.NullMarked;
