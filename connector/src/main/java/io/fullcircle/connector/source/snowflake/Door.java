package io.fullcircle.connector.source.snowflake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import net.snowflake.client.api.driver.SnowflakeDriver;

/**
 * The way in. The driver repeats a login for a minute, whatever is wrong; whether anybody listens is found out before,
 * once.
 */
final class Door {
    private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

    private final SnowflakeUrl url;
    private final Optional<Proxy> proxy;
    private final Properties properties;

    Door(SnowflakeUrl url, Optional<Proxy> proxy, Properties properties) {
        this.url = url;
        this.proxy = proxy;
        this.properties = properties;
    }

    Connection enter() throws SQLException {
        knock();
        return SnowflakeDriver.INSTANCE.connect(url.jdbc(), (Properties) properties.clone());
    }

    private void knock() throws SQLException {
        String host = proxy.map(Proxy::host).orElse(url.host());
        int port = proxy.map(Proxy::port).orElse(url.port());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE);
        } catch (IOException | IllegalArgumentException e) {
            String name = proxy.isPresent() ? "the proxy " + host + ":" + port : url.shown();
            throw new SQLNonTransientConnectionException(name + " doesn't answer", "08001", e);
        }
    }
}
