package io.fullcircle.connector.destination.segment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** The HTTP client as batches need it. */
final class HttpClients {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private HttpClients() {}

    /**
     * No Nagle (OkHttp writes a batch in pieces of 8 KB, and every batch would wait some 40 ms for a delayed
     * acknowledgement), no silent repetition and no redirects, since repeating is decided in one place.
     */
    static OkHttpClient.Builder forBatches(OkHttpClient base, DeliverySettings delivery, int inFlight) {
        return base.newBuilder()
                .socketFactory(new NoDelay(base.socketFactory()))
                .connectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .writeTimeout(answer(delivery))
                .readTimeout(answer(delivery))
                .callTimeout(Duration.ZERO);
    }

    /** One attempt waits no longer for an answer than the whole request may be repeated. */
    private static Duration answer(DeliverySettings delivery) {
        var shortest = Duration.ofSeconds(1);
        if (delivery.retryFor().compareTo(shortest) < 0) {
            return shortest;
        }
        return delivery.retryFor().compareTo(ANSWER) < 0 ? delivery.retryFor() : ANSWER;
    }

    /** Sockets that send at once. */
    private static final class NoDelay extends SocketFactory {
        private final SocketFactory factory;

        NoDelay(SocketFactory factory) {
            this.factory = factory;
        }

        private static Socket noDelay(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket() throws IOException {
            return noDelay(factory.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return noDelay(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(factory.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return noDelay(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return noDelay(factory.createSocket(host, port, local, localPort));
        }
    }
}
