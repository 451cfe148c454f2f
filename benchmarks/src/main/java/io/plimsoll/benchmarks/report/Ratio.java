package io.plimsoll.benchmarks.report;

import java.util.Map;
import java.util.Optional;

/**
 * How a peer's time compares with ours: above 1 the peer took longer.
 *
 * @param ofMedians the peer's median by our median, over the rounds in which both finished
 * @param lowest of the rounds' own ratios
 * @param highest of the rounds' own ratios
 */
public record Ratio(double ofMedians, double lowest, double highest) {

    /**
     * Compares times of the same rounds.
     *
     * @param peer seconds by round
     * @param ours seconds by round
     * @return empty if there is no round that both finished
     */
    public static Optional<Ratio> of(Map<Integer, Double> peer, Map<Integer, Double> ours) {
        int[] rounds =
                peer.keySet().stream()
                        .filter(ours::containsKey)
                        .mapToInt(Integer::intValue)
                        .toArray();
        if (rounds.length == 0) {
            return Optional.empty();
        }
        double[] peers = new double[rounds.length];
        double[] own = new double[rounds.length];
        double[] ratios = new double[rounds.length];
        for (int i = 0; i < rounds.length; i++) {
            peers[i] = peer.getOrDefault(rounds[i], Double.NaN);
            own[i] = ours.getOrDefault(rounds[i], Double.NaN);
            ratios[i] = peers[i] / own[i];
        }
        Distribution spread = Distribution.of(ratios);
        return Optional.of(
                new Ratio(
                        Distribution.of(peers).median() / Distribution.of(own).median(),
                        spread.min(),
                        spread.max()));
    }
}
