package io.plimsoll.index.read;

import io.plimsoll.index.collect.TermCollector;
import java.io.IOException;

/** Reads a part of the documents, until there are no more. */
sealed interface Worker permits DocumentWorker, LineWorker {

    /** Reads until nothing is left; what is collected then is to be handed over. */
    void run() throws IOException;

    /** Where its terms went; its counts are final when the worker is done. */
    TermCollector collector();
}
