package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.Secret;
import java.math.BigDecimal;

/**
 * Who is told when a pipeline's state changes.
 *
 * @param webhook an address that is called: https, or http on this machine; whoever knows it may write there
 * @param rejectsAbove the share of the rows read, 0 to 1, above which rows that were rejected, invalid or dropped are a
 *     state of their own
 */
public record NotifySettings(Secret webhook, BigDecimal rejectsAbove) {
    /** One in a hundred. */
    public static final BigDecimal REJECTS_ABOVE = new BigDecimal("0.01");
}
