package io.fullcircle.pipelines.run;

import io.fullcircle.pipelines.config.Endpoint;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.net.URI;

/** Where calls go: an address, or a receiver that lives as long as the run. */
final class OpenEndpoint implements AutoCloseable {
    private final Receiver receiver;
    private final URI uri;

    OpenEndpoint(Endpoint endpoint) {
        if (endpoint instanceof Endpoint.Url url) {
            receiver = null;
            uri = url.uri();
            return;
        }
        receiver = Receiver.start(ReceiverSettings.defaults());
        uri = receiver.uri();
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        if (receiver != null) {
            receiver.close();
        }
    }
}
