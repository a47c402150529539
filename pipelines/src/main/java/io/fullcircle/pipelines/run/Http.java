package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/**
 * The HTTP client that every request starts from: {@code HTTPS_PROXY} and {@code NO_PROXY} as other command line tools
 * have them, and the certificates of {@code FULLCIRCLE_CA} beside the platform's own.
 */
public final class Http {
    private Http() {}

    /** @param environment where the three names are looked up; lower case is taken, too */
    public static OkHttpClient client(Map<String, String> environment) {
        var client = new OkHttpClient.Builder();
        setting(environment, "HTTPS_PROXY").ifPresent(proxy -> useProxy(client, proxy, environment));
        setting(environment, "FULLCIRCLE_CA").ifPresent(file -> trust(client, Path.of(file)));
        return client.build();
    }

    private static Optional<String> setting(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }

    private static void useProxy(OkHttpClient.Builder client, String text, Map<String, String> environment) {
        URI uri = proxyUri(text);
        var proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port(uri)));
        List<String> direct = setting(environment, "NO_PROXY").stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        client.proxySelector(new Selected(proxy, direct));
        Optional.ofNullable(uri.getUserInfo()).ifPresent(user -> {
            String[] parts = user.split(":", 2);
            String credentials = Credentials.basic(parts[0], parts.length > 1 ? parts[1] : "");
            client.proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", credentials)
                            .build());
        });
    }

    private static URI proxyUri(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like every other wrong shape.
        }
        throw new ConfigurationException("HTTPS_PROXY is no address", "write it as http://proxy.example.com:3128");
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static void trust(OkHttpClient.Builder client, Path file) {
        var certificates = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
        try (InputStream in = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.addTrustedCertificate((X509Certificate) certificate);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    "FULLCIRCLE_CA: " + file + " holds no certificates that can be read: " + e.getMessage(),
                    "name a file with PEM certificates",
                    e);
        }
        var handshake = certificates.build();
        client.sslSocketFactory(handshake.sslSocketFactory(), handshake.trustManager());
    }

    /** The proxy for https hosts, none for those that NO_PROXY names and for plain http, which stays on this machine. */
    private static final class Selected extends ProxySelector {
        private final Proxy proxy;
        private final List<String> direct;

        Selected(Proxy proxy, List<String> direct) {
            this.proxy = proxy;
            this.direct = direct;
        }

        @Override
        public List<Proxy> select(URI uri) {
            boolean proxied =
                    "https".equals(uri.getScheme()) && direct.stream().noneMatch(host -> matches(uri.getHost(), host));
            return List.of(proxied ? proxy : Proxy.NO_PROXY);
        }

        private static boolean matches(String host, String pattern) {
            String suffix = pattern.startsWith(".") ? pattern : "." + pattern;
            return pattern.equals("*")
                    || host.equalsIgnoreCase(pattern)
                    || host.toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            // The request fails with the same error, which says more.
        }
    }
}
