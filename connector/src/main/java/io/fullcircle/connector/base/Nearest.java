package io.fullcircle.connector.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known name that a misspelt one most probably stands for. */
public final class Nearest {
    private Nearest() {}

    /** The nearest of the candidates, or nothing when none is near enough to be worth a question. */
    public static Optional<String> of(String written, Collection<String> candidates) {
        var misspelt = misspelt(written, candidates);
        return misspelt.isPresent() ? misspelt : begun(written, candidates);
    }

    /** The nearest by letters alone: a few are wrong, missing, too many or swapped. */
    public static Optional<String> misspelt(String written, Collection<String> candidates) {
        var plain = plain(written);
        return candidates.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= tolerated(plain, plain(candidate)))
                .min(Comparator.<String>comparingInt(candidate -> distance(plain, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<String> begun(String written, Collection<String> candidates) {
        var plain = plain(written);
        return candidates.stream()
                .filter(candidate -> isBeginning(plain, plain(candidate)) || isBeginning(plain(candidate), plain))
                .min(Comparator.<String>comparingInt(
                                candidate -> Math.abs(plain(candidate).length() - plain.length()))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isBeginning(String beginning, String whole) {
        return beginning.length() >= 3 && whole.startsWith(beginning);
    }

    private static int tolerated(String one, String other) {
        var longer = Math.max(one.length(), other.length());
        return longer <= 2 ? 0 : longer <= 5 ? 1 : longer <= 8 ? 2 : 3;
    }

    /** {@code writeKey}, {@code write-key} and {@code WRITE_KEY} are {@code write_key}, misspelt. */
    private static String plain(String name) {
        var cut = name.length() > 100 ? name.substring(0, 100) : name;
        return cut.toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
    }

    /** Letters to insert, remove, replace or swap with their neighbour. */
    private static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                rows[i][j] = i == 0 ? j : j == 0 ? i : cheapest(rows, one, other, i, j);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int cheapest(int[][] rows, String one, String other, int i, int j) {
        var replaced = rows[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        var cheapest = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        var swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(cheapest, rows[i - 2][j - 2] + 1) : cheapest;
    }
}
