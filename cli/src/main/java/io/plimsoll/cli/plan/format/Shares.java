package io.plimsoll.cli.plan.format;

import io.plimsoll.plan.MemoryPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Divides a number of cells among parts: each that is not empty has one, all cells are given. */
final class Shares {

    private Shares() {}

    static List<Integer> of(List<MemoryPart> parts, int cells) {
        double total = Math.max(1, parts.stream().mapToDouble(p -> p.size().bytes()).sum());
        List<Integer> shares = new ArrayList<>();
        for (MemoryPart part : parts) {
            double share = part.size().bytes() / total * cells;
            shares.add(part.size().bytes() == 0 ? 0 : Math.max(1, (int) share));
        }
        Comparator<Integer> byLoss =
                Comparator.comparingDouble(
                        i -> parts.get(i).size().bytes() / total * cells - shares.get(i));
        int left = cells - shares.stream().mapToInt(Integer::intValue).sum();
        while (left != 0 && total > 1) {
            boolean tooFew = left > 0;
            IntStream candidates =
                    IntStream.range(0, parts.size())
                            .filter(i -> tooFew ? shares.get(i) > 0 : shares.get(i) > 1);
            int index =
                    (tooFew ? candidates.boxed().max(byLoss) : candidates.boxed().min(byLoss))
                            .orElse(-1);
            if (index < 0) {
                break;
            }
            shares.set(index, shares.get(index) + (tooFew ? 1 : -1));
            left += tooFew ? -1 : 1;
        }
        return shares;
    }
}
