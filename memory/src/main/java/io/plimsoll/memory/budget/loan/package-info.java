/**
 * Loans: guarantees that nobody uses, lent to pools from which they can be taken back at once.
 *
 * <p><b>May enter:</b> allowances, numbers of bytes, who takes memory back. <b>May not enter:</b>
 * pools and the tree they make, pages.
 *
 * <p><b>Threads:</b> as the types say; evictors, which run code of users, run under no lock.
 */
@NullMarked
package io.plimsoll.memory.budget.loan;

import org.jspecify.annotations.NullMarked;
