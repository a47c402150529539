package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Lets database drivers trust the certificates of {@code FULLCIRCLE_CA}, beside the platform's own: drivers ask Java,
 * and Java asks a file that a property names. Where the property is set already, whoever set it has decided.
 */
public final class Trust {
    private static final String FILE = "javax.net.ssl.trustStore";
    private static final String TYPE = "PKCS12";

    /** The file holds nothing secret; the format wants one. */
    private static final String PASSWORD = "changeit";

    private Trust() {}

    /** To be called before the first connection. Does nothing where the variable isn't set. */
    public static void extend(Map<String, String> environment) {
        String file = environment.getOrDefault("FULLCIRCLE_CA", "");
        if (file.isBlank() || System.getProperty(FILE) != null) {
            return;
        }
        List<Certificate> all = new ArrayList<>(platform());
        all.addAll(read(Path.of(file)));
        System.setProperty(FILE, write(all).toString());
        System.setProperty("javax.net.ssl.trustStoreType", TYPE);
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    private static List<Certificate> platform() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trusted) {
                    return Arrays.asList(trusted.getAcceptedIssuers());
                }
            }
            return List.of();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has certificates that it trusts", e);
        }
    }

    private static List<Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    "FULLCIRCLE_CA: " + file + " holds no certificates that can be read: " + e.getMessage(),
                    "name a file with PEM certificates",
                    e);
        }
    }

    private static Path write(List<Certificate> certificates) {
        try {
            var store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("trusted-" + i, certificates.get(i));
            }
            Path file = Files.createTempFile("full-circle-ca", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificates can't be kept in a file", e);
        }
    }
}
