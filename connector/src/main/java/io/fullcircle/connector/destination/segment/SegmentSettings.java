package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import java.net.URI;
import java.util.Locale;

/**
 * A Segment HTTP source and how to deliver to it.
 *
 * @param writeKey the source's write key
 * @param endpoint scheme and host, and a port if it isn't the scheme's own: {@code https://api.segment.io},
 *     {@code https://events.eu1.segmentapis.com}; {@code http} for loopback hosts only, since the write key travels
 *     with every request
 * @param queue the batching queue
 * @param delivery rate, repetition, compression
 */
public record SegmentSettings(Secret writeKey, URI endpoint, QueueSettings queue, DeliverySettings delivery) {
    /** Segment's own endpoint, in Oregon. */
    public static final URI DEFAULT_ENDPOINT = URI.create("https://api.segment.io");

    public SegmentSettings {
        if (writeKey.isBlank()) {
            throw new ConfigurationException(
                    "the write key is empty", "give the write key of the source's page at Segment");
        }
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        boolean safe = scheme.equals("https") || scheme.equals("http") && isLoopback(endpoint);
        if (endpoint.getHost() == null || !safe) {
            throw new ConfigurationException(
                    "the endpoint " + endpoint + " is not an https:// address",
                    "write it as " + DEFAULT_ENDPOINT + "; plain http is for this machine's own addresses");
        }
    }

    /** Whether the host is this machine by its name or number. */
    public static boolean isLoopback(URI endpoint) {
        String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Where batches go. */
    String batchUrl() {
        return endpoint.resolve("/v1/batch").toString();
    }
}
