package io.fullcircle.connector.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * The bins in which a run's values are compared with an earlier run's: ten quantile bins of the earlier run, where ties
 * make fewer of them. Bin <i>i</i> holds what is greater than edge <i>i - 1</i> and not greater than edge <i>i</i>; the
 * first and the last are open.
 *
 * <p>Deciles that are equal make one edge. A value that is several deciles carries more than a tenth of the rows: it gets
 * a bin of its own, so that a move away from it shows on either side, and of a column with one value all the more.
 *
 * @param edges strictly ascending, finite, 1 to 9
 * @param shares of the earlier run's values in each bin, one more than edges; they add up to 1
 */
public record Bins(List<Double> edges, List<Double> shares) {
    public Bins {
        edges = List.copyOf(edges);
        shares = List.copyOf(shares);
        if (edges.isEmpty() || shares.size() != edges.size() + 1) {
            throw new IllegalArgumentException(edges.size() + " edges don't part " + shares.size() + " bins");
        }
    }

    /** @param deciles nine values, ascending */
    static List<Double> edges(List<Double> deciles) {
        var edges = new ArrayList<Double>();
        for (int i = 0; i < deciles.size(); i++) {
            double value = deciles.get(i);
            boolean again = i > 0 && deciles.get(i - 1) == value;
            boolean often = !again && i + 1 < deciles.size() && deciles.get(i + 1) == value;
            // The value below may be the edge before, or there is none below the least.
            double below = Math.nextDown(value);
            if (often && Double.isFinite(below) && (edges.isEmpty() || edges.get(edges.size() - 1) < below)) {
                edges.add(below);
            }
            if (!again) {
                edges.add(value);
            }
        }
        return edges;
    }

    /** Counts values bin by bin. Confined to one thread. */
    static final class Counter {
        private final double[] edges;
        private final long[] counts;

        Counter(Bins bins) {
            edges = bins.edges().stream().mapToDouble(Double::doubleValue).toArray();
            counts = new long[edges.length + 1];
        }

        void count(double value) {
            int bin = 0;
            while (bin < edges.length && value > edges[bin]) {
                bin++;
            }
            counts[bin]++;
        }

        long[] counts() {
            return counts.clone();
        }
    }
}
