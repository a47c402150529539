package io.fullcircle.pipelines.run;

import java.util.Arrays;

/** How large calls are: one counter for each number of bytes, so that every quantile is exact. */
final class Sizes {
    private long[] calls = new long[1024];
    private long count;
    private long bytes;

    void add(int size) {
        if (size >= calls.length) {
            calls = Arrays.copyOf(calls, Math.max(size + 1, 2 * calls.length));
        }
        calls[size]++;
        count++;
        bytes += size;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /**
     * The size that this share of the calls doesn't exceed; 0 where there are none.
     *
     * @param share 0 for the least, 1 for the greatest
     */
    int quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int size = 0; size < calls.length; size++) {
            seen += calls[size];
            if (seen >= rank) {
                return size;
            }
        }
        return 0;
    }
}
