package io.patchbay.gateway.http;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.access.AddressList;
import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.admission.PerSource;
import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.config.HttpConfig;
import io.patchbay.gateway.health.Readiness;
import io.patchbay.gateway.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An HTTP server on loopback with ports of its own, and clients for it. */
final class HttpTestbed implements AutoCloseable {
    static final InetAddress LOOPBACK = IpLiteral.parse("127.0.0.1");

    final Path data;
    final Access access = new Access(AddressList.LOCAL, AddressList.LOCAL, address -> false);
    final Readiness readiness = new Readiness();
    final Metrics metrics = new Metrics();
    final EchoEndpoint endpoint = new EchoEndpoint();
    volatile int connectionsPerSource; // any number
    final SipEcho sip = new SipEcho();
    final ServerCertificate certificate;
    final HttpServer server;

    HttpTestbed(Path data, AdminRoute... routes) {
        this(data, ControlTimings.DEFAULT, routes);
    }

    HttpTestbed(Path data, ControlTimings timings, AdminRoute... routes) {
        this(data, timings, "port: 0, https-port: 0", routes);
    }

    /** @param settings of the section {@code http}, as YAML without its braces */
    HttpTestbed(Path data, ControlTimings timings, String settings, AdminRoute... routes) {
        this.data = data;
        certificate = ServerCertificate.open(config(settings), data, () -> Set.of(LOOPBACK));
        HttpParts parts = new HttpParts(
                data,
                certificate,
                access,
                readiness,
                metrics,
                endpoint,
                timings,
                sip,
                new SipWebSocketConfig(List.of("https://phone.example.com"), 65_535),
                new PerSource(() -> connectionsPerSource, address -> false),
                List.of(routes));
        server = HttpServer.start(config(settings), parts);
    }

    static HttpConfig config(String settings) {
        String yaml = "http: {address: 127.0.0.1, %s}".formatted(settings);
        try {
            return ConfigLoader.parse(yaml, "patchbay.yaml", Path.of("/"), Map.of())
                    .http();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(server.port(), path)));
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> getSecurely(String path) throws Exception {
        URI uri = URI.create("https://127.0.0.1:%d%s".formatted(server.httpsPort(), path));
        return secureClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** One that trusts the server's certificate. */
    HttpClient secureClient() throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting(data.resolve(SelfSignedIdentity.FILE)))
                .build();
    }

    /** What the server answers to {@code lines}, read until it closes the connection. */
    String raw(int port, String... lines) throws IOException {
        byte[] bytes = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return raw(port, bytes);
    }

    /** What the server answers to {@code bytes}, which need not be HTTP. */
    String raw(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4_096];
            try (InputStream in = socket.getInputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // reset: what has come so far counts
            }
            return answer.toString();
        }
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }

    private static SSLContext trusting(Path store) throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            own.load(in, "patchbay".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", own.getCertificate("https"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
