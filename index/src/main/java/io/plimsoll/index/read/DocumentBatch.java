package io.plimsoll.index.read;

import io.plimsoll.index.source.Document;
import java.util.List;

/**
 * Documents with consecutive ids, for one worker.
 *
 * @param firstDocument id of the first
 */
record DocumentBatch(long firstDocument, List<Document> documents) {}
