package io.plimsoll.spill.thread;

import io.plimsoll.spill.extent.ExtentDecoder;
import io.plimsoll.spill.extent.ExtentEncoder;
import io.plimsoll.spill.extent.ExtentScratch;

/**
 * What an I/O thread lends to the task whose turn it is.
 *
 * @param encoder writes extents
 * @param decoder reads extents
 */
public record IoTools(ExtentEncoder encoder, ExtentDecoder decoder) {

    IoTools(ExtentScratch scratch) {
        this(new ExtentEncoder(scratch), new ExtentDecoder(scratch));
    }
}
