package io.plimsoll.memory.arbitration;

import java.util.ArrayList;
import java.util.List;

/**
 * Those who wait, in the order in which they are served.
 *
 * <p>The order is by priority and age: a level of priority is worth {@link #LEVEL_NANOS} of
 * waiting. As all age alike, that order never changes: it is by the time of arrival, moved back by
 * the priority.
 *
 * <p>Whoever fits is served, also past others that do not fit: nobody is held up by a large request
 * before it. But once a place has been overtaken {@link #MAX_BYPASSES} times by others that compete
 * with it, those behind it that do stand back, and what comes free is gathered. It is gathered for
 * the first that lacks it: who stands before that place, or arrives there later, inherits its right
 * and what it has gathered.
 *
 * <p><b>Threads:</b> needs the lock of its user.
 *
 * @param <P> those who wait
 */
final class WaitQueue<P extends WaitQueue.Place> {

    /**
     * How often a place is overtaken before it comes first: enough to use gaps, few to wait for.
     */
    static final int MAX_BYPASSES = 8;

    /** How much waiting makes up for a level of priority. */
    static final long LEVEL_NANOS = 500_000_000;

    /** Somebody's place in the queue. */
    abstract static class Place {
        private final long rankNanos;
        private int bypasses;

        /** Whether the right of a place behind it has come to it. */
        private boolean inherits;

        /** Creates a place for somebody who has arrived at a time. */
        Place(int priority, long arrivalNanos) {
            this.rankNanos = arrivalNanos - priority * LEVEL_NANOS;
        }

        /** How often it was overtaken. */
        final int bypasses() {
            return bypasses;
        }

        /** Whether it is served before another one. */
        final boolean isBefore(Place other) {
            return rankNanos - other.rankNanos < 0;
        }

        /** Whether those behind it stand back. */
        final boolean isExclusive() {
            return inherits || bypasses >= MAX_BYPASSES;
        }
    }

    /** What became of a place when it was its turn. */
    enum Turn {
        /** It was served, and leaves. */
        SERVED,
        /** It does not fit, and stays. */
        WAITS,
        /** It leaves for another reason. */
        GONE
    }

    /** Who serves. */
    interface Service<P> {

        /** Serves a place if it fits. */
        Turn serve(P place);

        /**
         * Gathers what there is for a place that comes first and does not fit; says whether it has
         * gathered anything, now or before.
         */
        boolean gather(P place);

        /** Gives back what was gathered for a place, for another one. */
        void giveUp(P place, P heir);

        /** Ends a place that can never be served any more, and says whether it is one. */
        boolean dismissIfOver(P place);

        /** Whether what one place gets may lack at another one that waits. */
        boolean compete(P served, P waiting);
    }

    private final List<P> places = new ArrayList<>();

    /** Those for whom something was gathered, very few. */
    private final List<P> gatherers = new ArrayList<>();

    private long bypasses;

    /** Those who wait, in order; not to be changed. */
    List<P> places() {
        return places;
    }

    /** Those for whom something was gathered; not to be changed. */
    List<P> gatherers() {
        return gatherers;
    }

    /** How often somebody was overtaken, in all. */
    long bypasses() {
        return bypasses;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Adds a place, behind those of the same rank. */
    void add(P place) {
        int low = 0;
        int high = places.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rank(place) - rank(places.get(middle)) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        places.add(low, place);
    }

    /** Removes a place and says whether it was there. */
    boolean remove(P place) {
        gatherers.remove(place);
        return places.remove(place);
    }

    /** Takes its right from a place; what was gathered for it has been given back. */
    void demote(P place) {
        gatherers.remove(place);
        Place demoted = place;
        demoted.inherits = false;
        demoted.bypasses = 0;
    }

    /** Gives everybody a turn, in order; if one turn throws, those after it have none. */
    void serve(Service<P> service) {
        int kept = 0;
        int next = 0;
        try {
            while (next < places.size()) {
                P place = places.get(next);
                Turn turn =
                        standsBack(place, kept, service)
                                ? passedOver(place, service)
                                : turn(place, kept, service);
                if (turn != Turn.WAITS) {
                    gatherers.remove(place);
                }
                if (turn == Turn.SERVED) {
                    countBypass(place, kept, service);
                }
                next++;
                if (turn == Turn.WAITS) {
                    places.set(kept++, place);
                }
            }
        } finally {
            places.subList(kept, next).clear();
        }
    }

    private Turn passedOver(P place, Service<P> service) {
        return service.dismissIfOver(place) ? Turn.GONE : Turn.WAITS;
    }

    private Turn turn(P place, int before, Service<P> service) {
        Turn turn = service.serve(place);
        if (turn == Turn.WAITS && inherit(place, service)) {
            turn = service.serve(place);
        }
        if (turn == Turn.WAITS && place.isExclusive()) {
            P first = firstLacking(place, before, service);
            ((Place) first).inherits |= !first.equals(place);
            if (service.gather(first) && !gatherers.contains(first)) {
                gatherers.add(first);
            }
        }
        return turn;
    }

    /** Has those behind a place give up for it what they have gathered; says whether any had. */
    private boolean inherit(P place, Service<P> service) {
        boolean inherited = false;
        for (int i = gatherers.size() - 1; i >= 0; i--) {
            P other = gatherers.get(i);
            if (place.isBefore(other) && service.compete(other, place)) {
                gatherers.remove(i);
                service.giveUp(other, place);
                inherited = true;
            }
        }
        ((Place) place).inherits |= inherited;
        return inherited;
    }

    /** The first place that lacks what is withheld from others for this one. */
    private P firstLacking(P place, int before, Service<P> service) {
        for (int i = 0; i < before; i++) {
            P first = places.get(i);
            if (service.compete(place, first)) {
                return first;
            }
        }
        return place;
    }

    /** Whether one of the first places, all passed over, has the right that this one waits. */
    private boolean standsBack(P place, int before, Service<P> service) {
        for (int i = 0; i < before; i++) {
            P first = places.get(i);
            if (first.isExclusive() && service.compete(place, first)) {
                return true;
            }
        }
        return false;
    }

    private void countBypass(P served, int before, Service<P> service) {
        for (int i = 0; i < before; i++) {
            P passed = places.get(i);
            if (service.compete(served, passed)) {
                ((Place) passed).bypasses++;
                bypasses++;
            }
        }
    }

    private static long rank(Place place) {
        return place.rankNanos;
    }
}
