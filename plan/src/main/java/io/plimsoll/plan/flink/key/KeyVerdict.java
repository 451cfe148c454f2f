package io.plimsoll.plan.flink.key;

import java.util.List;

/** What a key is to a version of Flink. */
public sealed interface KeyVerdict {

    /**
     * It is read.
     *
     * @param key the key
     */
    record Read(KnownKey key) implements KeyVerdict {}

    /**
     * Other versions read it: it has no effect.
     *
     * @param key the key
     * @param instead what this version reads instead; empty if nothing
     */
    record OfAnotherVersion(KnownKey key, List<String> instead) implements KeyVerdict {

        /** Keeps a copy of the list. */
        public OfAnotherVersion {
            instead = List.copyOf(instead);
        }
    }

    /**
     * No version reads it, but articles give it: it has no effect.
     *
     * @param instead what to write instead; empty if nothing is needed
     * @param why what was meant
     */
    record Invented(List<String> instead, String why) implements KeyVerdict {

        /** Keeps a copy of the list. */
        public Invented {
            instead = List.copyOf(instead);
        }
    }

    /**
     * No version reads it, though it looks like an option of Flink's memory: it has no effect.
     *
     * @param nearest the keys that it may have been meant to be, the likeliest first; empty if none
     *     is near
     */
    record Unknown(List<String> nearest) implements KeyVerdict {

        /** Keeps a copy of the list. */
        public Unknown {
            nearest = List.copyOf(nearest);
        }
    }

    /** It is none of those that are known here, nor near one: nothing can be said of it. */
    record Foreign() implements KeyVerdict {}
}
