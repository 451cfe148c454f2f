package io.plimsoll.doctor.jvm;

import io.plimsoll.doctor.process.AddressRange;

/**
 * A range of addresses that a JVM knows.
 *
 * @param owner what it is used for
 * @param range the addresses
 */
public record OwnedRange(RangeOwner owner, AddressRange range) {}
