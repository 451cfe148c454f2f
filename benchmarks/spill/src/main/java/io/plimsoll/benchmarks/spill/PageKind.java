package io.plimsoll.benchmarks.spill;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What is on the pages. */
enum PageKind {
    /** Words, the frequent ones often. */
    COMPRESSIBLE {
        @Override
        byte[] page(Random random, int bytes) {
            byte[] page = new byte[bytes];
            for (int at = 0; at < bytes; ) {
                int word = (int) (3000 * Math.pow(random.nextDouble(), 3));
                byte[] text =
                        (Integer.toString(word * 7919, 36) + " ")
                                .getBytes(StandardCharsets.US_ASCII);
                int part = Math.min(text.length, bytes - at);
                System.arraycopy(text, 0, page, at, part);
                at += part;
            }
            return page;
        }
    },
    /** Eight random bytes, eight zeros. */
    HALF {
        @Override
        byte[] page(Random random, int bytes) {
            byte[] page = new byte[bytes];
            random.nextBytes(page);
            for (int i = 0; i < bytes; i++) {
                page[i] = i % 16 < 8 ? page[i] : 0;
            }
            return page;
        }
    },
    /** Random bytes. */
    RANDOM {
        @Override
        byte[] page(Random random, int bytes) {
            byte[] page = new byte[bytes];
            random.nextBytes(page);
            return page;
        }
    };

    abstract byte[] page(Random random, int bytes);
}
