package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpServer;
import io.fullcircle.connector.base.EnvironmentException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** HTTP servers that only this machine reaches. */
public final class Loopback {
    private static final int BACKLOG = 1024;

    static {
        // Read once, when the server's classes load. Without the first, each answer waits 40 ms for the client's
        // delayed acknowledgement; the others keep connections open that a client believes open: OkHttp for 5 minutes.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.idleInterval", "600");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private Loopback() {}

    /**
     * A server that isn't started yet.
     *
     * @param port where on 127.0.0.1; 0 takes any
     * @throws EnvironmentException when the port is taken
     */
    public static HttpServer bind(int port) {
        try {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        } catch (BindException e) {
            throw new EnvironmentException(
                    "port " + port + " of 127.0.0.1 can't be used: " + e.getMessage(),
                    "stop the program that uses it, or choose another with --port (0 takes any that is free)",
                    e);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "no server can be started on 127.0.0.1: " + e, "see that this machine has a loopback interface", e);
        }
    }

    /** {@code http://127.0.0.1:PORT} */
    public static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
